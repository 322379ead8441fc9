import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { connectorFiles } from '../support/connector-files.ts';
import { runConnector } from '../support/run-connector.ts';

const files = connectorFiles();
afterAll(() => files.remove());

const text = JSON.stringify({ base_url: 'x', auth: { type: 'bearer', token: 'pässword-4711' } }, null, 2);

/** What `check` says of a configuration file with these bytes. */
async function checked(bytes: Uint8Array) {
  const path = files.write('config.json', '');
  writeFileSync(path, bytes);
  const { code, messages, stderr } = await runConnector(['check', '--config', path]);
  return { code, stderr, said: JSON.stringify(messages) };
}

test.each([
  ['as it is', Buffer.from(text)],
  ['with a byte order mark', Buffer.from(`\ufeff${text}`)],
  ['with the line ends of Windows', Buffer.from(text.replaceAll('\n', '\r\n'))],
])('a file is read %s', async (_what, bytes) => {
  const { code, said } = await checked(bytes);
  expect(code).toBe(0);
  expect(said).toContain('The configuration is not valid: datasets is missing');
});

test.each([
  [
    'in Latin-1, in which a password would be read as another one',
    Buffer.from(text, 'latin1'),
    'its text is not UTF-8',
  ],
  ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'its text is not UTF-8'],
  ['that is cut', Buffer.from(text.slice(0, -2)), 'see line 6, column 4'],
  ['with a comma too many', Buffer.from(text.replace('4711"', '4711",')), 'see line 6, column 3'],
  ['with a text that does not end', Buffer.from(text.replace('4711"', '4711')), 'see line 5, column 14'],
  ['that is empty', Buffer.from(''), 'it is empty'],
  ['of blanks', Buffer.from(' \n'), 'it is empty'],
])('a file %s is an error that quotes nothing of it', async (_what, bytes, reason) => {
  const { code, said, stderr } = await checked(bytes);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(said).toContain('"failure_type":"config_error"');
  expect(said).toContain(`config.json is not JSON: ${reason}.`);
  expect(said).not.toContain('4711');
});

describe('a state file', () => {
  /** What `read` says that is given this state file. */
  async function read(state: string) {
    const config = files.write('config.json', {
      base_url: 'http://127.0.0.1:1',
      auth: { type: 'none' },
      datasets: [{ dataset_id: 'd' }],
      start_time: '2020-01-01T00:00:00Z',
    });
    const catalog = files.write('catalog.json', { streams: [] });
    const { code, messages } = await runConnector(['read', '--config', config, '--catalog', catalog, '--state', state]);
    return { code, said: JSON.stringify(messages) };
  }

  test('that is not there is none, of which a warning tells: its path may be misspelled', async () => {
    const path = join(dirname(files.write('a.json', {})), 'missing.json');
    const message = `There is no state file ${path}, so every stream is read from start_time.`;
    const said = JSON.stringify([{ type: 'LOG', log: { level: 'WARN', message } }]);
    expect(await read(path)).toEqual({ code: 0, said });
  });

  test.each(['[]', '{}'])('with %j holds no state, without a word', async (state) => {
    const path = files.write('state.json', '');
    writeFileSync(path, state);
    expect(await read(path)).toEqual({ code: 0, said: '[]' });
  });

  test.each(['', ' \n', 'null'])(
    'with %j holds none, of which a warning tells: writing it may have failed',
    async (state) => {
      const path = files.write('state.json', '');
      writeFileSync(path, state);
      const message = `The state file ${path} is empty, so every stream is read from start_time.`;
      expect(await read(path)).toEqual({
        code: 0,
        said: JSON.stringify([{ type: 'LOG', log: { level: 'WARN', message } }]),
      });
    },
  );

  test('that is there but cannot be reached is an error, and no full read', async () => {
    const loop = join(dirname(files.write('a.json', {})), 'loop.json');
    symlinkSync(loop, loop);
    const { code, said } = await read(loop);
    expect(code).toBe(1);
    expect(said).toContain('cannot be read by this user');
    expect(said).toContain('ELOOP');
  });
});
