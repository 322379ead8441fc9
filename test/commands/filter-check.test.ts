import { expect, test } from '@jest/globals';
import { openDatasets } from '../../src/commands/datasets.ts';
import { filterWarning } from '../../src/commands/filter-check.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { startHttp, withServer } from '../support/loopback.ts';

test('an answer that does not come in time is told: nothing is known of the filter then', () =>
  withServer(
    startHttp((request) => void request.resume()),
    async ({ url }) => {
      const settings = loadConfig({
        base_url: url,
        auth: { type: 'none' },
        datasets: [{ dataset_id: 'd' }],
        start_time: '2020-01-01T00:00:00Z',
      });
      const nothing = (): void => undefined;
      const redact = (text: string): string => text;
      const datasets = openDatasets({ settings, onRetry: nothing, onPause: nothing, addSecret: nothing, redact });
      const { signal } = new AbortController();
      expect(await filterWarning(datasets.source('d'), settings, signal, 100)).toBe(
        'gave no answer for the first moments of 1970 within 0.1 s, so it is not checked that the API honours the filter.',
      );
      datasets.close();
    },
  ));
