import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { connectorFiles } from '../support/connector-files.ts';
import { runConnector } from '../support/run-connector.ts';

/** Writes to stderr which modules of Node were loaded. */
const report = `process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')))`;

function configOf(url: string): object {
  return {
    base_url: url,
    auth: { type: 'bearer', token: 'demo-token' },
    datasets: [{ dataset_id: 'd1' }],
    start_time: '2020-01-01T00:00:00Z',
  };
}

test('a run loads no HTTP client that it does not use', async () => {
  const api = await startDatasetApi({ datasets: { d1: { rows: [] } } });
  const files = connectorFiles();
  const config = files.write('config.json', configOf(api.url));
  try {
    const { code, stderr } = await runConnector(['discover', '--config', config], {
      env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(report)}` },
    });
    expect(code).toBe(0);
    const loaded = stderr.split('\n');
    expect(loaded).toContain('NativeModule http');
    expect(loaded).not.toContain('NativeModule http2');
    expect(loaded).not.toContain('NativeModule internal/deps/undici/undici');
  } finally {
    await api.close();
    files.remove();
  }
});

test('the spec is given without anything that talks to a network', async () => {
  const { code, stderr } = await runConnector(['spec'], {
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(report)}` },
  });
  expect(code).toBe(0);
  expect(stderr.split('\n')).not.toContain('NativeModule http');
});

/** Run by a process of its own: what was compiled counts only with the settings of V8, and syncs change those. */
const rejected = `
  const { readFileSync } = require('node:fs');
  const { Script } = require('node:vm');
  const file = process.argv[1];
  const source = '(function (require, __filename) {' + readFileSync(file, 'utf8') + '\\n})';
  console.log(new Script(source, { cachedData: readFileSync(file + '.compiled') }).cachedDataRejected);
`;

test('the build has compiled what a read needs, for this version of Node.js', () => {
  const file = fileURLToPath(new URL('../../dist/main/command-line.js', import.meta.url));
  const { stdout } = spawnSync(process.execPath, ['-e', rejected, file], { encoding: 'utf8' });
  expect(stdout).toBe('false\n');
});

test('what another version of Node.js compiled is compiled anew', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'source-dataset-'));
  try {
    cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), copy, { recursive: true });
    writeFileSync(join(copy, 'main', 'command-line.js.compiled'), 'of another version');
    const { code, stdout } = await runConnector(['read'], { program: join(copy, 'main.js') });
    expect(code).toBe(1);
    expect(stdout).toContain('read needs --config');
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('a part of the connector that is not there is told as every error is', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'source-dataset-'));
  try {
    for (const file of ['main.js', 'package.json']) {
      cpSync(fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)), join(copy, file));
    }
    const { code, messages, stderr } = await runConnector(['check'], { program: join(copy, 'main.js') });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(messages).toMatchObject([
      { type: 'TRACE', trace: { type: 'ERROR', error: { failure_type: 'system_error' } } },
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('an error that nobody caught is told, and the exit code says so whatever the work came to', async () => {
  const api = await startDatasetApi({ datasets: { d1: { rows: [] } } });
  const files = connectorFiles();
  const config = files.write('config.json', configOf(api.url));
  const stray = `process.once('newListener', () => setImmediate(() => { throw new Error('stray demo-token'); }))`;
  try {
    const { code, messages, stderr } = await runConnector(['check', '--config', config], {
      env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(stray)}` },
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(messages.map(({ type }) => type)).toEqual(expect.arrayContaining(['TRACE', 'CONNECTION_STATUS']));
    expect(JSON.stringify(messages)).toContain('stray');
  } finally {
    await api.close();
    files.remove();
  }
});
