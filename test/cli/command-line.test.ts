import { describe, expect, test } from '@jest/globals';
import { runConnector } from '../support/run-connector.ts';

const usage =
  'Usage: source-dataset spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE]; with --debug for more logs';

/** What a command line comes to: its exit code, and in a line each what it says. */
async function run(...args: string[]) {
  const { code, messages, stderr } = await runConnector(args);
  expect(stderr).toBe('');
  const said = messages.map((message) => {
    if (message.type === 'LOG') return `${message.log.level} ${message.log.message}`;
    if (message.type !== 'TRACE' || message.trace.type !== 'ERROR') return message.type;
    return `${message.trace.error.failure_type} ${message.trace.error.message}`;
  });
  return { code, said };
}

/** What a run says that finds its configuration at a path where nothing is. */
const looksFor = (path: string): RegExp => new RegExp(`^config_error The config file ${path} cannot be read .* ENOENT`);

describe('a configuration is found', () => {
  test.each([
    [['check', '--config', '/none/a']],
    [['check', '--config=/none/a']],
    [['--', 'check', '--config', '/none/a']],
    [['--config', '/none/a', 'check']],
    [['--debug', 'check', '--config', '/none/a']],
    [['check', 'more', '--config', '/none/a']],
    [['check', '--config', '/none/b', '--config', '/none/a']],
    [['check', '--config', '/none/a', '--catalog', '/none/c', '--state', '/none/s']],
    [['discover', '--config', '/none/a']],
    [['read', '--config', '/none/a', '--catalog', '/none/c']],
    [['read', '--config', '/none/a', '--catalog', '/none/c', '--state', '']],
  ])('by %j', async (args) => {
    const { code, said } = await run(...args);
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringMatching(looksFor('/none/a'))]);
  });

  test('at a path that looks like a number', async () => {
    expect((await run('check', '--config', '007')).said).toEqual([expect.stringMatching(looksFor('007'))]);
  });
});

test.each([
  [[], 'No verb was given.'],
  [['sync'], 'There is no verb "sync".'],
  [['CHECK', '--config', 'c'], 'There is no verb "CHECK".'],
  [['check'], 'check needs --config FILE.'],
  [['check', '--config', ''], 'check needs --config FILE.'],
  [['check', '--', '--config', 'c'], 'check needs --config FILE.'],
  [['check', '--config'], 'Not enough arguments following: config.'],
  [['read', '--config', 'c'], 'read needs --catalog FILE.'],
  [['read', '--config', 'c', '--catalog', 'c', '--state'], 'Not enough arguments following: state.'],
])('%j is told how it is called', async (args, problem) => {
  expect(await run(...args)).toEqual({ code: 1, said: [`config_error ${problem} ${usage}`] });
});

test.each([['--new'], ['--new=1'], ['--config.path'], ['--no-debug'], ['--no-config']])(
  'the flag %s means nothing, which is told and no fault',
  async (flag) => {
    const name = flag.split('=')[0];
    expect(await run('spec', flag)).toEqual({
      code: 0,
      said: [`WARN The flag ${name} means nothing here; it is ignored.`, 'SPEC'],
    });
  },
);

test('--help tells how it is called, with any verb and without one', async () => {
  expect(await run('--help')).toEqual({ code: 0, said: [`INFO ${usage}`] });
  expect(await run('read', '--help')).toEqual({ code: 0, said: [`INFO ${usage}`] });
});

test('--version tells which one it is', async () => {
  expect(await run('--version')).toEqual({ code: 0, said: ['INFO source-dataset/0.1.0'] });
});
