import { pageOf, type Selection, textOf } from '../selection.ts';
import type { Behaviour } from './behaviour.ts';
import { prettyPrinted } from './pretty-printed.ts';
import { type RowCounts, totalOf } from './total.ts';

/** What stands before and behind the rows. */
export interface Envelope {
  readonly prefix: string;
  readonly suffix: string;
}

export function envelopeOf(counts: RowCounts, behaviour: Behaviour): Envelope {
  if (behaviour.bareArray === true) return { prefix: '[', suffix: ']' };
  if (behaviour.emptyWithoutData === true && counts.page === 0) return { prefix: '{', suffix: '}' };
  const root: Record<string, unknown> = { data: ROWS };
  if (behaviour.total !== undefined) place(root, behaviour.total.path, totalOf(behaviour.total.value, counts));
  const [prefix = '', suffix = ''] = JSON.stringify(root).split(JSON.stringify(ROWS));
  return { prefix: `${prefix}[`, suffix: `]${suffix}` };
}

export interface PageFacts {
  readonly timeField: string;
  /** Place of the request among all. */
  readonly index: number;
}

/** The body of an answer with these rows. */
export function pageText(page: Selection, envelope: Envelope, facts: PageFacts, behaviour: Behaviour): Buffer {
  const { timeField, index } = facts;
  let rows = behaviour.stamped === true ? stampedText(page, index) : textOf(page);
  const { timesShownIn: step } = behaviour;
  if (step !== undefined) rows = withTimes(rows, timeField, (time) => String(Math.floor(Number(time) / step) * step));
  if (behaviour.timesAsFloats === true) rows = withTimes(rows, timeField, (time) => `${time}.0`);
  const body = Buffer.concat([Buffer.from(envelope.prefix), rows, Buffer.from(envelope.suffix)]);
  return behaviour.prettyPrinted === true ? Buffer.from(prettyPrinted(body.toString())) : body;
}

/** Empty rows stay as they are. */
function stampedText(page: Selection, stamp: number): Buffer {
  const { first, last } = page;
  const texts = Array.from({ length: last - first }, (_, row) => textOf(pageOf(page, row, 1)).toString());
  return Buffer.from(texts.map((text) => text.replace(/^\{(?!\})/, `{"stamp":${stamp},`)).join(','));
}

const ROWS = '\u0000rows';

function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const innermost = keys.pop() ?? path;
  let object = root;
  for (const key of keys) {
    const next: Record<string, unknown> = {};
    object[key] = next;
    object = next;
  }
  object[innermost] = value;
}

/** Goes by the last key of the time field, wherever it stands in a row, and leaves all but integers alone. */
function withTimes(rows: Buffer, timeField: string, written: (time: string) => string): Buffer {
  const key = JSON.stringify(timeField.split('.').at(-1));
  const times = new RegExp(`(${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:\\s*)(-?\\d+)(?=\\s*[,}])`, 'g');
  return Buffer.from(rows.toString().replace(times, (_all, before: string, time: string) => before + written(time)));
}
