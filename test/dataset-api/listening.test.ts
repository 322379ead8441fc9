import { expect, test } from '@jest/globals';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { ask, rowsFrom } from './ask.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { withApi } from './with-api.ts';

const datasets = { rows: { rows: [{ timestamp: 1 }] } };

test('https, with a certificate', async () => {
  const tls = selfSignedCertificate();
  const api = await withApi({ datasets, tls });
  expect(api.url).toBe(`https://127.0.0.1:${api.port}`);
  expect((await ask(api)).status).toBeUndefined();
  expect(await rowsFrom(api, { ca: tls.cert })).toEqual([{ timestamp: 1 }]);
});

test('https: a reset closes the connection without a word', async () => {
  const tls = selfSignedCertificate();
  const api = await withApi({ datasets, tls, faults: [{ kind: 'reset', match: 0 }] });
  expect((await ask(api, { ca: tls.cert })).status).toBeUndefined();
  expect(api.requests).toMatchObject([{ fault: 'reset' }]);
});

test('the url of a server on all interfaces can be asked', async () => {
  const api = await withApi({ datasets, host: '0.0.0.0' });
  expect(api.url).toBe(`http://127.0.0.1:${api.port}`);
  expect((await ask(api)).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  const { port } = await withApi();
  await expect(startDatasetApi({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a dataset that does not exist has no rows to change', async () => {
  const api = await withApi();
  expect(() => api.rowsOf('other')).toThrow('no such dataset: other');
});

test('what fails while the rows are made is answered 500', async () => {
  const failing = () => {
    throw new TypeError('no rows');
  };
  const api = await withApi({ datasets: { rows: { rows: failing } } });
  const { status, body } = await ask(api);
  expect([status, body.toString()]).toEqual([500, 'TypeError: no rows']);
});
