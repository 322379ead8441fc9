import { JsonError, type ScanPlan } from './page.ts';
import { scanPage } from './scan-page.ts';

/** No name that a text has: nothing in it is looked for. */
const NOTHING: ScanPlan = { records: ['\0'], element: 'object', values: [], time: [], cursor: '\0' };

export interface Place {
  /** Both from 1, as editors count them. */
  readonly line: number;
  readonly column: number;
}

/** Where a text stops being JSON; undefined: it is JSON. Nothing of the text itself is told, which may hold a secret. */
export function faultPlace(text: string): Place | undefined {
  const bytes = new Uint8Array(Buffer.from(text));
  try {
    scanPage(bytes, NOTHING);
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const lines = Buffer.from(bytes.subarray(0, error.offset)).toString().split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}
