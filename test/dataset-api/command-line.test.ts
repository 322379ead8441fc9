import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { optionsOf, USAGE } from '../../integration_tests/dataset-api/command-line.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'integration_tests', 'dataset-api', 'main.ts');

describe('arguments', () => {
  test('have the defaults of the demo', () => {
    expect(optionsOf([])).toMatchObject({ host: '127.0.0.1', port: 8080, token: 'demo-token', faults: [] });
  });

  test('become options', () => {
    const argv =
      '--port 0 --host ::1 --token t --rows 5 --page-cap 10 --latency 20 --requests-per-second 3 --retry-after date --offset-cap 4 --row-cap 6 --total meta.total --ties-shuffled --fault html@1 --fault 503@2';
    expect(optionsOf(argv.split(' '))).toMatchObject({
      host: '::1',
      port: 0,
      token: 't',
      behaviour: {
        pageCap: 10,
        latency: 20,
        rateLimit: { requestsPerSecond: 3, retryAfter: 'date' },
        offsetCap: { max: 4, how: 'refuse' },
        rowCap: { max: 6, how: 'refuse' },
        total: { path: 'meta.total', value: 'exact' },
        tiesShuffled: true,
        bareArray: false,
      },
      faults: [
        { kind: 'html', match: 1 },
        { kind: 'status', code: 503, match: 2 },
      ],
    });
  });

  test.each([
    [['--port', 'x'], '--port must be a whole number, is "x"'],
    [['--retry-after', 'x', '--requests-per-second', '1'], '--retry-after must be a whole number, is "x"'],
    [['--fault', 'x'], '--fault must be KIND@N or KIND@N+, is "x"'],
    [['--other'], "Unknown option '--other'"],
  ])('%j are refused', (argv, message) => {
    expect(() => optionsOf(argv)).toThrow(message);
  });

  test('--help', () => {
    expect(optionsOf(['--help'])).toBe('help');
  });
});

describe('the program', () => {
  let folder = '';
  let program = '';

  beforeAll(async () => {
    // Inside of the project: the bundle finds the package with the earthquakes from where it lies.
    await mkdir(join(root, '.tmp'), { recursive: true });
    folder = await mkdtemp(join(root, '.tmp', 'dataset-api-'));
    program = join(folder, 'dataset-api.mjs');
    await build({ entryPoints: [source], outfile: program, bundle: true, platform: 'node', format: 'esm' });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function run(...argv: string[]) {
    const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
    const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, ...output }));
    return { child, ended };
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('serves the earthquakes and ends on %s', async (signal) => {
    const { child, ended } = await run('--port', '0', '--page-cap', '1');
    const [line] = await once(child.stdout, 'data');
    const url = /http:\S+/.exec(String(line))?.[0];
    expect(String(line)).toBe(`dataset API: ${url} · token: demo-token · datasets: earthquakes, synthetic, empty\n`);
    const answer = await fetch(`${url}/api/dataset/execute/earthquakes`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-token' },
    });
    expect(await answer.json()).toMatchObject({ data: [{ id: 'ci37868143' }] });
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  test('tells its usage', async () => {
    const { ended } = await run('--help');
    expect(await ended).toMatchObject({ code: 0, stdout: USAGE, stderr: '' });
  });

  test('refuses wrong arguments with exit code 2', async () => {
    const { ended } = await run('--port', 'x');
    expect(await ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `--port must be a whole number, is "x"\n${USAGE}`,
    });
  });
});
