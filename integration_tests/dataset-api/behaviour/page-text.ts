import { countOf, type Selection, textOf } from '../selection.ts';
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

/** The body of an answer with these rows. */
export function pageText(page: Selection, envelope: Envelope, timeField: string, behaviour: Behaviour): Buffer {
  let rows = textOf(page);
  if (behaviour.timesAsFloats === true && countOf(page) > 0) rows = withFloatTimes(rows, timeField);
  const body = Buffer.concat([Buffer.from(envelope.prefix), rows, Buffer.from(envelope.suffix)]);
  return behaviour.prettyPrinted === true ? Buffer.from(prettyPrinted(body.toString())) : body;
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
function withFloatTimes(rows: Buffer, timeField: string): Buffer {
  const key = JSON.stringify(timeField.split('.').at(-1));
  const times = new RegExp(`(${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:\\s*-?\\d+)(?=\\s*[,}])`, 'g');
  return Buffer.from(rows.toString().replace(times, '$1.0'));
}
