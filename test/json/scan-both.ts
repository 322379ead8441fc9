import { expect } from '@jest/globals';
import { sharedKernel } from '../../src/json/kernel.ts';
import { JsonError, type ScannedPage, type ScanPlan } from '../../src/json/page.ts';
import { pageScanner } from '../../src/json/scan-page.ts';
import { withLentCopy } from './lent.ts';

type Scan = ReturnType<typeof pageScanner>;

const kernel = sharedKernel();
const byKernel = pageScanner(kernel);
const byTypeScript = pageScanner(undefined);

function outcome(scan: Scan, body: Uint8Array, plan: ScanPlan): ScannedPage | JsonError {
  try {
    return scan(body, plan);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
}

type Column = ScannedPage['start'] | ScannedPage['timeInteger'] | ScannedPage['flags'];

/** Numbers that people can read, or where these would be many, bytes. */
function rowsOf(column: Column, count: number): unknown {
  const rows = column.subarray(0, count);
  return count < 100 ? rows : Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength).toString('latin1');
}

/** What is to be the same: of the columns the rows, of an error all. */
function essence(result: ScannedPage | JsonError): unknown {
  if (result instanceof JsonError) return result.message;
  const { body: _, start, end, timeStart, timeEnd, timeInteger, flags, ...rest } = result;
  const columns = [start, end, timeStart, timeEnd, timeInteger, flags];
  return { ...rest, columns: columns.map((column) => rowsOf(column, result.count)) };
}

/**
 * scanPage by the kernel; it must find, or refuse in the same words, what the scan without it does, and itself where the
 * body is in its own memory.
 */
export function scanPage(body: Uint8Array, plan: ScanPlan): ScannedPage {
  expect(kernel).toBeDefined();
  const page = outcome(byKernel, body, plan);
  const found = essence(page);
  expect(found).toEqual(essence(outcome(byTypeScript, body, plan)));
  withLentCopy(body, (copy) => expect(essence(outcome(byKernel, copy, plan))).toEqual(found));
  if (page instanceof JsonError) throw page;
  return page;
}
