import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.ts';
import { requestBuilder } from '../../src/dataset/request.ts';
import { minimalConfig } from '../support/configs.ts';

test.each([
  ['', '{"offset":20,"limit":10}'],
  ['{"tenant": 9007199254740993, "rate": 1.0}', '{"tenant":9007199254740993,"rate":1.0,"offset":20,"limit":10}'],
  [
    '{"e": -1.50e+2, "text": "5 {limit} 9007199254740993"}',
    '{"e":-1.50e+2,"text":"5 10 9007199254740993","offset":20,"limit":10}',
  ],
  ['{"skip": {offset}, "list": [1, 2.0, {"a": 0.10}]}', '{"skip":20,"list":[1,2.0,{"a":0.10}],"offset":20,"limit":10}'],
])('what is configured in the body %s stays, digit by digit, where offset and limit come into it', (body, sent) => {
  const settings = loadConfig({
    ...minimalConfig,
    endpoint: { body },
    paginator: { location: 'body', limit: 10 },
  });
  const request = requestBuilder(settings, 'd1')({ lower: 0n, upper: 1n, offset: 20 });
  expect(request.body).toBe(sent);
});
