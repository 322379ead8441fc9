import { test } from '@jest/globals';
import { startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { CASE_START, thingsOf } from '../support/sync-cases.ts';
import { syncOnce } from '../support/sync-once.ts';
const out: string[] = [];
const roundings = [['up','end'],['nearest','nearest'],['down','down'],['down','end'],['up','up'],['up','down']];
for (const step of [1000, 60_000, 3_600_000]) for (const gap of [7, 100, 1300, 20_000]) for (const [lower, upper] of roundings) for (const concurrency of [1, 4]) for (const end of [false, true])
  test(`${step} ${gap} ${lower} ${upper} ${concurrency} ${end}`, async () => {
    const rows = Array.from({ length: 90 }, (_, i) => ({ id: `r${i}`, thing: `t${i}`, timestamp: CASE_START + 12_345 + i * gap }));
    const api = await startDatasetApi({ datasets: { rows: { rows: rows.slice(0, 70) } }, behaviour: { boundStep: step, boundRounding: { lower, upper } as never } });
    const settings = { datasets: [{ dataset_id: 'rows' }], paginator: { limit: 10 }, requests: { concurrency }, ...(end ? { end_time: new Date(CASE_START + 12_345 + 60 * gap).toISOString() } : {}) };
    const wanted = end ? rows.slice(0, 61) : rows;
    const a = await syncOnce(api.url, settings);
    api.rowsOf('rows').insert(rows.slice(70));
    const b = await syncOnce(api.url, settings, a.states.at(-1)?.state);
    await api.close();
    const things = [...thingsOf(a), ...thingsOf(b)];
    const missing = wanted.filter((r) => !things.includes(r.thing)).length;
    const dup = things.length - new Set(things).size;
    const f = [a.failed, b.failed].filter(Boolean).join(',');
    console.log(`RES ${step} ${gap} ${lower}/${upper} c${concurrency} ${end ? 'end' : ''} ${f === '' && missing > 0 ? `LOSS ${missing}` : ''} ${dup > 0 ? `DUP ${dup}` : ''} ${f} ${f !== '' ? a.message.slice(0, 90) + b.message.slice(0, 90) : ''} ${f === '' && missing ? [...a.warnings, ...b.warnings].map((w) => w.slice(14, 70)).join('|') : ''}`);
  });
