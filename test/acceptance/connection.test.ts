import { describe, expect, test } from '@jest/globals';
import { acceptanceTests, objectOf, projectJson } from './inputs.ts';
import { errorsOf, verdictsOf } from './messages.ts';
import { acceptanceSession } from './session.ts';

const session = acceptanceSession();
const verdicts: Readonly<Record<string, string>> = { succeed: 'SUCCEEDED', failed: 'FAILED' };

describe.each([...acceptanceTests('connection')])('check with $config_path', ({ config_path, status }) => {
  const path = String(config_path);

  test(`has one verdict: ${status}`, async () => {
    const run = await session.run('check', { config: session.config(path) });
    expect(verdictsOf(run)).toEqual([verdicts[String(status)]]);
    expect(errorsOf(run)).toEqual([]);
    expect(run.messages.filter(({ type }) => type === 'TRACE')).toEqual([]);
    expect(run.code).toBe(0);
  });

  test('says no secret of it, in no encoding', async () => {
    const token = String(objectOf(objectOf(projectJson(path))['auth'])['token']);
    const { stdout } = await session.run('check', { config: session.config(path) });
    for (const form of [token, encodeURIComponent(token), btoa(token)]) expect(stdout).not.toContain(form);
  });
});
