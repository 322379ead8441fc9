import { describe, expect, test } from '@jest/globals';
import type { ConnectorRun } from '../support/run-connector.ts';
import { configuredCatalog } from './catalogs.ts';
import { acceptanceTests } from './inputs.ts';
import { recordsOf, streamsOf } from './messages.ts';
import { acceptanceSession } from './session.ts';

const session = acceptanceSession();

function emissionTimes(run: ConnectorRun): readonly number[] {
  return recordsOf(run).map(({ emitted_at }) => emitted_at);
}

/** The records of several readers come in any order. */
function sortedData(run: ConnectorRun): readonly string[] {
  return recordsOf(run)
    .map(({ data }) => JSON.stringify(data))
    .sort();
}

describe.each([...acceptanceTests('full_refresh')])('two full refreshes with $config_path', ({ config_path }) => {
  test('give the same records, each at the time of its emission', async () => {
    const config = session.config(String(config_path));
    const catalog = configuredCatalog(streamsOf(await session.run('discover', { config })), 'full_refresh');
    const first = await session.run('read', { config, catalog });
    const second = await session.run('read', { config, catalog });
    expect(recordsOf(first).length).toBeGreaterThan(0);
    expect(sortedData(second)).toEqual(sortedData(first));
    expect(Math.max(...emissionTimes(first))).toBeLessThan(Math.min(...emissionTimes(second)));
  });
});
