import { jobOf } from './job.ts';
import { pageClient } from './page-client.ts';
import { pagesByOffset, withCursor } from './rows-by-offset.ts';

// The plain loop that a source is first written as: parse, wrap, stringify, write, one record after the other.

const job = jobOf(process.argv.slice(2));

for await (const rows of pagesByOffset(pageClient(job, 'json'), job.pageRows)) {
  for (const row of rows) {
    const record = { stream: job.dataset, data: withCursor(row), emitted_at: Date.now() };
    process.stdout.write(`${JSON.stringify({ type: 'RECORD', record })}\n`);
  }
}
