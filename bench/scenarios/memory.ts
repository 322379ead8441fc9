import { program } from '../measure/programs.ts';
import { connectorReader } from '../readers/connector.ts';
import type { MemoryCell } from '../report/results.ts';
import type { DatasetPlan } from '../rows/plan.ts';
import { COUNT, type Context, jobFor, readOnce, withApi } from './context.ts';

const STALLING = [process.execPath, program('consumer'), JSON.stringify({ stallS: 4, slowS: 4, slowMbPerS: 20 })];
const MOST_ROUNDS = 2;

/** The peak of the memory over rows and pages of two sizes, and with a consumer that reads nothing, and then slowly. */
export async function memory(context: Context): Promise<MemoryCell[]> {
  const { memorySmall, memoryWide } = context.sizes;
  return [...(await cellsOf(context, 'small', memorySmall)), ...(await cellsOf(context, 'wide', memoryWide))];
}

async function cellsOf(context: Context, kind: 'small' | 'wide', rows: number): Promise<MemoryCell[]> {
  const dataset: DatasetPlan = { name: kind, kind, rows: rows * 10 };
  return withApi({ datasets: [dataset] }, async (api) => {
    const cells: MemoryCell[] = [];
    for (const [part, consumer] of [
      [rows, 'reads'],
      [rows * 10, 'reads'],
      [rows * 10, 'stalls'],
    ] as const) {
      const peakMb: number[] = [];
      for (let round = 0; round < Math.min(context.sizes.rounds, MOST_ROUNDS); round += 1) {
        context.say(`memory: ${part} ${kind} rows, a consumer that ${consumer}`);
        const job = jobFor(api, dataset, part, context.sizes.pageRows);
        const how = { reader: connectorReader(), job, consumer: consumer === 'reads' ? COUNT : STALLING };
        const { peakMb: peak, consumed } = await readOnce(context, api, how);
        if (consumer === 'stalls') assertAll(consumed, part);
        peakMb.push(peak);
      }
      cells.push({ kind, rows: part, consumer, peakMb });
    }
    return cells;
  });
}

/** A consumer that stalls gets all records as well. */
function assertAll(consumed: string, rows: number): void {
  const { records } = JSON.parse(consumed) as { readonly records: number };
  if (records !== rows) throw new Error(`the consumer that stalls got ${records} records for ${rows} rows`);
}
