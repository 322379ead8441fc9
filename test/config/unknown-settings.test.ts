import { expect, test } from '@jest/globals';
import { unknownSettings } from '../../src/config/unknown-settings.ts';

const config = {
  base_url: 'https://api.example.com',
  auth: { type: 'bearer', token: 'secret' },
  datasets: [{ dataset_id: 'a' }, { dataset_id: 'b', name: 'c' }],
  start_time: '2024-01-01T00:00:00Z',
  endpoint: { headers: [{ name: 'a', value: 'b' }], primary_key: ['id'] },
  requests: { concurrency: 2 },
};

test.each<[object, string[]]>([
  [{}, []],
  [{ lookback_windw: 'P1D' }, ['lookback_windw']],
  [{ requests: { concurency: 8 }, extra: { a: 1 } }, ['requests.concurency', 'extra']],
  [{ auth: { type: 'none', token: 'left from before' } }, ['auth.token']],
  [{ auth: { type: 'bearer', token: 'x', location: 'query' } }, ['auth.location']],
  [{ datasets: [{ dataset_id: 'a' }, { dataset_id: 'b', title: 'c' }] }, ['datasets[1].title']],
  [{ endpoint: { headers: [{ name: 'a', value: 'b', secret: 'c' }] } }, ['endpoint.headers[0].secret']],
  [{ toString: 1, constructor: 2 }, ['toString', 'constructor']],
  [{ _comment: 'mine', __injected: {}, endpoint: { _note: 1 } }, []],
])('%j besides what is needed: %j', (more, unknown) => {
  expect(unknownSettings({ ...config, ...more })).toEqual(unknown);
});
