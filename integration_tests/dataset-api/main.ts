#!/usr/bin/env node
import { optionsOf, USAGE } from './command-line.ts';
import { type DatasetApiOptions, startDatasetApi } from './server.ts';

process.exitCode = await run(process.argv.slice(2));

/** The exit code: 0, 1 where the server cannot listen, 2 where the arguments are wrong. */
async function run(argv: readonly string[]): Promise<number> {
  let options: DatasetApiOptions | 'help';
  try {
    options = optionsOf(argv);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n${USAGE}`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    await serve(options);
    return 0;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

async function serve(options: DatasetApiOptions): Promise<void> {
  const api = await startDatasetApi(options);
  const token = api.token ?? '(none needed)';
  process.stdout.write(`dataset API: ${api.url} · token: ${token} · datasets: ${api.datasetNames.join(', ')}\n`);
  const close = () => void api.close();
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
