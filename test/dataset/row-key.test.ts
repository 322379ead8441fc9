import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.ts';
import { pageProver } from '../../src/dataset/page.ts';
import { primaryKeyText } from '../../src/dataset/row-key.ts';
import { placesOf } from '../../src/json/paths.ts';

const { endpoint } = loadConfig({
  base_url: 'http://localhost',
  auth: { type: 'none' },
  datasets: [{ dataset_id: 'd' }],
  start_time: '2020-01-01T00:00:00Z',
});
const prove = pageProver({ ...endpoint, totalSelector: undefined });

test.each([
  ['a column', '{"order":"a"}', ['order'], '"a"'],
  ['a name with a dot', '{"order.id":7}', ['order.id'], '7'],
  ['a column inside of another', '{"order":{"id":7}}', ['order.id'], '7'],
  ['a name with a dot that is null, and a column inside', '{"order.id":null,"order":{"id":7}}', ['order.id'], '7'],
  ['two columns', '{"b":1,"a":"x"}', ['a', 'b'], '"x",1'],
  ['one of two that is null', '{"b":null,"a":"x"}', ['a', 'b'], undefined],
  ['no column', '{"a":1}', [], undefined],
])('the key of a row: %s', async (_what, row, columns, key) => {
  const page = await prove(Buffer.from(`{"data":[${row}]}`));
  expect(primaryKeyText(page, 0, columns.map(placesOf))).toBe(key);
});
