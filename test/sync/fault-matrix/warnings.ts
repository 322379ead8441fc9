/** Each kind of warning: its text in the log, and what it says in the table. */
const texts = {
  limit_ignored: [/more than the limit of/, 'a page is larger than the limit'],
  outside: [/gave rows outside of the range/, 'rows outside of the range are dropped and counted'],
  filter_ignored: [/Rows below the lower bound came/, 'the filter is not honoured'],
  order: [/is read by offsets, without checkpoints|does not sort by the time/, 'the API does not sort by the time'],
  missing: [/so rows may be missing/, 'the order is not stable, and rows may be missing'],
  unstable: [/order of the dataset is not stable/, 'the order is not stable: a unique sort key is missing'],
  capped: [/only so many rows of a query/, 'a query ends early: parts of the time are read'],
  lower_exclusive: [/lower bound of the filter is exclusive/, 'the lower bound is exclusive'],
  upper_exclusive: [/upper bound of the filter is exclusive/, 'the upper bound is exclusive'],
  vanished: [/that were read before are gone/, 'rows went while the dataset was read'],
  late: [/Rows came in from/, 'rows came late: set `lookback_window`'],
  found: [/A count showed rows that no page had brought/, 'a count showed rows that no page had brought'],
  repeated: [/that are out already are given again/, 'rows are given again'],
  short_pages: [/came without some of their rows/, 'pages came without some of their rows'],
  offset_fallback: [/answers a later lower bound with nothing/, 'a later lower bound is answered with nothing'],
  nothing: [/gave no row at all/, 'no row at all came: what to check'],
} as const satisfies Record<string, readonly [RegExp, string]>;

export type Warning = keyof typeof texts;

const all = Object.keys(texts) as Warning[];

/** The kind of a warning of the log; an unknown one is its own text. */
export function warningOf(message: string): string {
  return all.find((warning) => texts[warning][0].test(message)) ?? message;
}

export function warningText(warning: Warning): string {
  return texts[warning][1];
}
