import { objectRows } from '../json/array-rows.ts';
import { escapeLineBreaks } from '../json/compact.ts';
import { sharedKernel } from '../json/kernel.ts';
import { JsonError, type ScannedPage, type ScanPlan, type Span } from '../json/page.ts';
import { parsePath } from '../json/paths.ts';
import { scanPage } from '../json/scan-page.ts';
import { giveBackBytes, lendMemory } from '../memory/bytes.ts';
import { PageMemory } from './page-memory.ts';
import { type RowTimeOptions, type RowTimes, readRowTimes } from './row-time.ts';

/** The key that the connector adds to a record which lacks it: the time in seconds. */
export const CURSOR_FIELD = 'airbyte_cursor';

/** One proven answer: its rows, where they are in the body, and their times. */
export interface Page {
  readonly scanned: ScannedPage;
  /** Number of rows. */
  readonly count: number;
  readonly times: RowTimes;
  readonly memory: PageMemory;
  /** What the API counts at `paginator.total_selector`; undefined where none is configured or none was given. */
  readonly total: number | undefined;
}

export interface PageOptions extends RowTimeOptions {
  readonly dataSelector: string;
  readonly columnsSelector?: string | undefined;
  readonly errorSelector?: string | undefined;
  readonly totalSelector?: string | undefined;
  readonly missingData: 'error' | 'empty';
  readonly timeField: string;
}

export type PageProblemKind =
  | 'invalid' // no JSON, or rows that are no objects
  | 'selector' // JSON, but not where the selector says
  | 'reported'; // the API says inside the answer that the query failed

/** Why an answer is no page. Repeating the request may help: the caller decides what it means when it does not. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly kind: PageProblemKind;
  /** The setting that names the place, for `selector`. */
  readonly setting: string;

  constructor(kind: PageProblemKind, reason: string, setting = '', cause?: unknown) {
    super(reason, { cause });
    this.kind = kind;
    this.setting = setting;
  }
}

interface Places {
  readonly plan: ScanPlan;
  readonly error: number;
  readonly total: number;
  readonly columns: number;
}

/** Makes the function that proves one body to be a page. It throws PageProblem or UnreadableTime. */
export function pageProver(options: PageOptions): (body: Uint8Array) => Page {
  const places = placesOf(options);
  const kernel = sharedKernel();
  if (kernel !== undefined) lendMemory(kernel.bytes.buffer, kernel.code.LENT.value);
  return (body) => {
    if (body.length === 0) throw new PageProblem('invalid', 'the body is empty');
    const outer = scanRows(body, options, places);
    throwReportedError(outer, places);
    const scanned = rowsOf(outer, options, places);
    const times = readRowTimes(scanned, options);
    const total = readTotal(outer, places);
    if (scanned.body !== body) giveBackBytes(body);
    return { scanned, count: scanned.count, times, memory: new PageMemory(scanned), total };
  };
}

function placesOf(options: PageOptions): Places {
  const values: string[][] = [];
  const place = (selector: string | undefined): number => (selector ? values.push(parsePath(selector)) - 1 : -1);
  const error = place(options.errorSelector);
  const total = place(options.totalSelector);
  const columns = place(options.columnsSelector);
  const records = parsePath(options.dataSelector);
  const element = columns === -1 ? 'object' : 'array';
  const plan: ScanPlan = { records, element, values, time: parsePath(options.timeField), cursor: CURSOR_FIELD };
  return { plan, error, total, columns };
}

/** Rows that are arrays are no fault of the API, which means them: only the user can name their columns. */
function scanRows(body: Uint8Array, { dataSelector }: PageOptions, { plan, columns }: Places): ScannedPage {
  try {
    return scanEscaped(body, plan);
  } catch (error) {
    if (columns !== -1 || !hasArrayRows(body, plan)) throw error;
    const reason = `the rows at "${dataSelector}" are arrays, so the list of their column names is needed`;
    throw new PageProblem('selector', reason, 'endpoint.columns_selector', error);
  }
}

function hasArrayRows(body: Uint8Array, plan: ScanPlan): boolean {
  try {
    return scanPage(body, { ...plan, element: 'array' }).count > 0;
  } catch {
    return false;
  }
}

/** The body is proven as it came; only then may its line separators be escaped. */
function scanEscaped(body: Uint8Array, plan: ScanPlan): ScannedPage {
  const page = scan(body, plan);
  const escaped = escapeLineBreaks(body);
  return escaped === body ? page : scan(escaped, plan);
}

function scan(body: Uint8Array, plan: ScanPlan): ScannedPage {
  try {
    return scanPage(body, plan);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new PageProblem('invalid', error.message, '', error);
  }
}

function textAt(page: ScannedPage, span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  return Buffer.from(page.body.buffer, page.body.byteOffset + span.start, span.end - span.start).toString();
}

/** Values that an API leaves at the place of its error when there is none. */
const noError = new Set([undefined, 'null', 'false', '""', '[]', '{}', '0']);

function throwReportedError(page: ScannedPage, { error }: Places): void {
  const text = error === -1 ? undefined : textAt(page, page.values[error]);
  if (!noError.has(text)) throw new PageProblem('reported', text ?? '');
}

function rowsOf(outer: ScannedPage, options: PageOptions, { plan, columns }: Places): ScannedPage {
  if (outer.found !== 'array') {
    const nothing = outer.found === 'missing' || outer.found === 'null';
    // Some servers leave the array out where a range is empty: then the rest must still be their own answer.
    if (nothing && options.missingData === 'empty') return outer;
    const found = outer.found === 'missing' ? 'nothing' : `a value of type ${outer.found}`;
    const reason = `at "${options.dataSelector}" is ${found} instead of an array of rows`;
    throw new PageProblem('selector', reason, 'endpoint.data_selector');
  }
  if (columns === -1 || outer.count === 0) return outer;
  const names = outer.values[columns];
  if (names === undefined) {
    const reason = `at "${options.columnsSelector}" are no column names`;
    throw new PageProblem('selector', reason, 'endpoint.columns_selector');
  }
  try {
    return scan(objectRows(outer, names), { ...plan, records: [], element: 'object', values: [] });
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new PageProblem('selector', error.message, 'endpoint.columns_selector', error);
  }
}

function readTotal(page: ScannedPage, { total }: Places): number | undefined {
  const text = total === -1 ? undefined : textAt(page, page.values[total]);
  return text !== undefined && /^"?\d{1,15}"?$/.test(text) ? Number(text.replaceAll('"', '')) : undefined;
}

/** The bytes of row i as they came. */
export function rowBytes({ scanned }: Page, row: number): Uint8Array {
  return scanned.body.subarray(scanned.start[row] as number, scanned.end[row] as number);
}

const NO_TIMES: RowTimes = {
  ticks: new Float64Array(0),
  timed: undefined,
  nulls: 0,
  missing: 0,
  whole: true,
  cursors: { units: new Float64Array(0), digits: 0, written: undefined },
};

/** The answer, as if it had no row. */
export function withoutRows(page: Page): Page {
  return { ...page, count: 0, times: NO_TIMES };
}
