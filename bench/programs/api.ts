import { writeFileSync } from 'node:fs';
import type { Row } from '../../integration_tests/dataset-api/dataset.ts';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { selfSignedCertificate } from '../../test/dataset-api/self-signed-certificate.ts';
import type { ApiPlan, ApiQuestion, ApiReply } from '../measure/api-messages.ts';
import { definitionOf, rowsOf } from '../rows/plan.ts';
import { TextSum } from '../rows/text-sum.ts';
import { pageClient } from './page-client.ts';

// The embedded dataset API as a process of its own. It answers questions about what it saw over IPC.

const plan = JSON.parse(process.argv[2] ?? '') as ApiPlan;
const rows = new Map<string, () => Iterable<Row>>();
for (const dataset of plan.datasets) rows.set(dataset.name, await rowsOf(dataset));

const tls = plan.certificateFile === undefined ? undefined : certificateFor(plan.certificateFile);
const api = await startDatasetApi({
  datasets: Object.fromEntries(
    plan.datasets.map((each) => [each.name, definitionOf(rows.get(each.name) ?? (() => []), each)]),
  ),
  behaviour: { uncompressed: plan.compressed !== true },
  ...(tls === undefined ? {} : { tls }),
});
// A table is built and sorted at its first use: that belongs to no measurement.
const counts = Object.fromEntries(plan.datasets.map(({ name }) => [name, api.rowsOf(name).count]));
for (const { name } of plan.datasets) await askFirstRow(name);
let mark = { requests: api.requests.length, cpu: process.cpuUsage() };

process.on('message', (question: ApiQuestion) => send(answer(question, api)));
process.on('disconnect', () => void api.close());
send({ url: api.url, token: api.token ?? '', counts });

async function askFirstRow(dataset: string): Promise<void> {
  const job = { url: api.url, token: api.token ?? '', dataset, from: 0, until: Date.now(), pageRows: 1 };
  await pageClient(job, 'arraybuffer', tls?.cert)(0);
}

function send(reply: ApiReply): void {
  process.send?.(reply);
}

function certificateFor(file: string): { readonly key: string; readonly cert: string } {
  const certificate = selfSignedCertificate();
  writeFileSync(file, certificate.cert);
  return certificate;
}

function answer(question: ApiQuestion, { requests }: DatasetApi): ApiReply {
  if (question.ask === 'mark') {
    mark = { requests: requests.length, cpu: process.cpuUsage() };
    return { marked: true };
  }
  if (question.ask === 'sum') return { sum: sumOf(question.dataset) };
  const seen = requests.slice(mark.requests);
  const { user, system } = process.cpuUsage(mark.cpu);
  const add = (value: (request: (typeof seen)[number]) => number) =>
    seen.reduce((sum, request) => sum + value(request), 0);
  return {
    requests: seen.length,
    skipped: add(({ offset = 0 }) => offset),
    rows: add((request) => request.rows),
    mostAtOnce: Math.max(0, ...seen.map(({ concurrent }) => concurrent)),
    cpuS: (user + system) / 1e6,
  };
}

/** Over the rows as they are made, not as they are served. */
function sumOf(dataset: string): string {
  const sum = new TextSum();
  for (const row of rows.get(dataset)?.() ?? []) sum.add(typeof row === 'string' ? row : JSON.stringify(row));
  return String(sum);
}
