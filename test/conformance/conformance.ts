import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { AirbyteMessage, AirbyteStream } from '../../src/protocol/airbyte.ts';
import { parseProtocolLines } from '../support/protocol-lines.ts';
import { type ConnectorRun, runConnector } from '../support/run-connector.ts';
import { ReadFolder, stoppedRead } from '../support/stopped-read.ts';

/** An API that runs, and how the connector is told to read it. */
export interface Subject {
  /** One dataset, whose stream is called "dataset", and pages small enough for twenty of them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Rows of the dataset. */
  readonly rows: number;
  /** Nothing of these may ever be printed. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** How long a stopped read may take to end, in milliseconds. */
const STOP_MS = 3000;
/** States of a read that are continued. */
const MOST_STATES = 2;

/** Several processes start in a test. */
const PATIENCE = 60_000;

type StreamState = Extract<Told<'STATE'>['state'], { type: 'STREAM' }>;
type Told<Type extends AirbyteMessage['type']> = Extract<AirbyteMessage, { type: Type }>;

/** What every stream has to keep to, whatever its API is like. */
export function conformance(name: string, start: () => Promise<Subject>): void {
  describe(name, () => {
    let subject: Subject;
    let folder: ReadFolder;
    let whole: ConnectorRun;

    beforeAll(async () => {
      subject = await start();
      folder = new ReadFolder({ checkpoint_interval_seconds: 0, ...subject.config });
      whole = await runConnector(folder.args);
    }, PATIENCE);

    afterAll(async () => {
      folder.remove();
      await subject.close();
    });

    test('a read is complete, and says so in order', () => {
      expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: '' });
      const records = dataOf(whole.messages);
      expect(new Set(records).size).toBe(subject.rows);
      expect(records.length).toBe(subject.rows);
      expect(statusesOf(whole.messages)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    });

    test(
      'the discovered schema fits every record',
      async () => {
        const { messages } = await runConnector(folder.argsOf('discover'));
        const [stream] = told(messages, 'CATALOG').flatMap(({ catalog }): readonly AirbyteStream[] => catalog.streams);
        expect(stream?.name).toBe('dataset');
        const ajv = new Ajv({ strict: false });
        formats.default(ajv);
        const fits = ajv.compile(stream?.json_schema ?? false);
        const columns = new Set(Object.keys(stream?.json_schema['properties'] ?? {}));
        const misfits = told(whole.messages, 'RECORD').filter(
          ({ record: { data } }) => !(fits(data) && Object.keys(data).every((key) => columns.has(key))),
        );
        expect(misfits).toEqual([]);
      },
      PATIENCE,
    );

    test('states are small and count the records before them', () => {
      let records = 0;
      let counted = 0;
      for (const message of whole.messages as readonly AirbyteMessage[]) {
        if (message.type === 'RECORD') records += 1;
        if (message.type !== 'STATE') continue;
        const { stream, sourceStats } = message.state as StreamState;
        expect(sourceStats?.recordCount).toBe(records - counted);
        expect(Buffer.byteLength(JSON.stringify(stream?.stream_state))).toBeLessThan(1024);
        counted = records;
      }
      expect(counted).toBe(subject.rows);
      expect(told(whole.messages, 'STATE').length).toBeGreaterThan(3);
    });

    test(
      'every state resumes without a gap',
      async () => {
        const places = whole.messages.flatMap(({ type }, index) => (type === 'STATE' ? [index] : []));
        const step = Math.ceil(places.length / MOST_STATES);
        for (const place of places.filter((_, index) => index % step === 0 || index === places.length - 1)) {
          const { state } = whole.messages[place] as Told<'STATE'>;
          folder.setState(state);
          const rest = await runConnector(folder.args);
          const before = dataOf(whole.messages.slice(0, place));
          expect(rest.code).toBe(0);
          expect(new Set([...before, ...dataOf(rest.messages)])).toEqual(new Set(dataOf(whole.messages)));
        }
        folder.setState(undefined);
      },
      PATIENCE,
    );

    test(
      'a signal stops it in time, with whole lines and a state behind the last record',
      async () => {
        const { stdout, signal, stopMs } = await stoppedRead(folder.args, { how: 'SIGTERM', afterBytes: 2000 });
        expect(signal).toBe('SIGTERM');
        expect(stopMs).toBeLessThan(STOP_MS);
        const types = parseProtocolLines(stdout).map(({ type }) => type);
        expect(types.lastIndexOf('STATE')).toBeGreaterThan(types.lastIndexOf('RECORD'));
        expect(statusesOf(parseProtocolLines(stdout)).at(-1)).toBe('INCOMPLETE');
      },
      PATIENCE,
    );

    test(
      'secrets are never printed',
      async () => {
        const debug = await runConnector([...folder.args, '--debug']);
        const check = await runConnector(folder.argsOf('check'));
        expect(check.stdout).toContain('SUCCEEDED');
        const printed = [whole, debug, check].map(({ stdout, stderr }) => stdout + stderr).join('');
        for (const secret of subject.secrets) {
          expect(printed.includes(secret)).toBe(false);
          expect(printed.includes(Buffer.from(secret).toString('base64').replace(/=+$/, ''))).toBe(false);
        }
      },
      PATIENCE,
    );
  });
}

function told<Type extends AirbyteMessage['type']>(messages: readonly AirbyteMessage[], type: Type): Told<Type>[] {
  return messages.filter((message): message is Told<Type> => message.type === type);
}

function dataOf(messages: readonly AirbyteMessage[]): string[] {
  return told(messages, 'RECORD').map(({ record }) => JSON.stringify(record.data));
}

function statusesOf(messages: readonly AirbyteMessage[]): string[] {
  const all = told(messages, 'TRACE').flatMap(({ trace }) =>
    trace.type === 'STREAM_STATUS' ? [trace.stream_status.status] : [],
  );
  return all.filter((status, index) => status !== all[index - 1]);
}
