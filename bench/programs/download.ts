import { jobOf } from './job.ts';
import { pageClient } from './page-client.ts';

// Downloads every page with axios and does nothing with it: what any reader on axios pays at least.

/** A page without rows is shorter, and one with rows is longer. */
const EMPTY_PAGE_BYTES = 16;

const job = jobOf(process.argv.slice(2));
const page = pageClient(job, 'arraybuffer');

for (let offset = 0; ; offset += job.pageRows) {
  const body = await page(offset);
  if (!(body instanceof Uint8Array)) throw new TypeError('axios gave no bytes');
  if (body.length < EMPTY_PAGE_BYTES) break;
}
