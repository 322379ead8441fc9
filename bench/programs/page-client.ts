import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import axios, { type ResponseType } from 'axios';
import { filterOf, type ReadJob } from './job.ts';

/** Asks the API for the page at an offset, with axios as it comes. */
export type PageClient = (offset: number) => Promise<unknown>;

/** `ca`: the certificate of the API, where the environment names none. */
export function pageClient(job: Omit<ReadJob, 'rows'>, responseType: ResponseType, ca?: string): PageClient {
  const client = axios.create({
    baseURL: job.url,
    headers: { Authorization: `Bearer ${job.token}`, 'Content-Type': 'application/json' },
    httpAgent: new Agent({ keepAlive: true }),
    httpsAgent: new TlsAgent({ keepAlive: true, ca }),
    responseType,
  });
  const body = JSON.stringify(filterOf(job));
  return async (offset) => {
    const params = { offset, limit: job.pageRows };
    const response = await client.post<unknown>(`/api/dataset/execute/${job.dataset}`, body, { params });
    return response.data;
  };
}
