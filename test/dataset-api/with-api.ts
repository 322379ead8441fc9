import { afterEach } from '@jest/globals';
import {
  type DatasetApi,
  type DatasetApiOptions,
  startDatasetApi,
} from '../../integration_tests/dataset-api/server.ts';

const open: DatasetApi[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

/** Starts a server that ends with the test. */
export async function withApi(options: DatasetApiOptions = {}): Promise<DatasetApi> {
  const api = await startDatasetApi(options);
  open.push(api);
  return api;
}
