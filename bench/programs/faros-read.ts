import { createRequire } from 'node:module';
import { join } from 'node:path';
import { jobOf } from './job.ts';
import { pageClient } from './page-client.ts';
import { pagesByOffset, type Row, withCursor } from './rows-by-offset.ts';

// A source on the Faros CDK with one stream, in the shape of its own sources: the folder where the CDK is installed and
// the job as arguments, then the verb and its flags.

type Base = new (...parameters: readonly unknown[]) => object;

interface FarosCdk {
  readonly AirbyteSourceBase: Base;
  readonly AirbyteStreamBase: Base;
  readonly AirbyteSpec: Base;
  readonly AirbyteSourceLogger: Base;
  readonly AirbyteSourceRunner: new (
    logger: object,
    source: object,
  ) => { mainCommand(): { parseAsync(argv: readonly string[]): Promise<unknown> } };
}

const [folder = '', jobText = '', ...verb] = process.argv.slice(2);
const job = jobOf([jobText]);
const cdk = createRequire(join(folder, 'package.json'))('faros-airbyte-cdk') as FarosCdk;

class Dataset extends cdk.AirbyteStreamBase {
  readonly name = job.dataset;
  readonly primaryKey = undefined;
  readonly cursorField = 'airbyte_cursor';

  getJsonSchema(): object {
    return { type: 'object', properties: { airbyte_cursor: { type: 'number' } } };
  }

  async *readRecords(): AsyncGenerator<Row> {
    for await (const rows of pagesByOffset(pageClient(job, 'json'), job.pageRows)) {
      for (const row of rows) yield withCursor(row);
    }
  }

  getUpdatedState(state: Row, latest: Row): Row {
    return Number(latest['airbyte_cursor']) > Number(state['cutoff'] ?? 0)
      ? { cutoff: latest['airbyte_cursor'] }
      : state;
  }
}

class Source extends cdk.AirbyteSourceBase {
  readonly type = 'bench';

  async spec(): Promise<object> {
    return new cdk.AirbyteSpec({ connectionSpecification: { type: 'object', properties: {} } });
  }

  async checkConnection(): Promise<[boolean]> {
    return [true];
  }

  streams(): object[] {
    return [new Dataset(logger)];
  }
}

const logger = new cdk.AirbyteSourceLogger();
await new cdk.AirbyteSourceRunner(logger, new Source(logger)).mainCommand().parseAsync(['node', 'main', ...verb]);
