/** The first row is from here: epoch ms, 2023-11-14T22:13:20Z. */
export const START = 1_700_000_000_000;
/** Milliseconds from one row to the next. */
export const STEP = 250;

const THINGS = [
  'cooling pump 17',
  'hydraulic press 03',
  'annealing furnace',
  'lathe 22',
  'mixer 8 (spare)',
  'welding robot 5',
  'line 11, station 4',
];

/** Rows of four columns, about 100 bytes each, as JSON texts in ascending order of time. */
export function* smallRows(count: number, timeOf: (index: number) => number = evenly): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const thing = THINGS[index % THINGS.length] ?? '';
    const value = 1000 + ((index * 7919) % 1_000_003) / 1000;
    yield `{"id":"reading-${String(index).padStart(9, '0')}","thing":"${thing}","value":${value},"timestamp":${timeOf(index)}}`;
  }
}

export function evenly(index: number): number {
  return START + index * STEP;
}

/** Nine of ten rows stand in the last hundredth of the time that `count` even rows would take. */
export function skewed(count: number): (index: number) => number {
  const span = count * STEP;
  const sparse = Math.ceil(count / 10);
  const dense = Math.max(1, count - sparse);
  return (index) =>
    index < sparse
      ? START + Math.floor((index / sparse) * span * 0.99)
      : START + Math.floor(span * 0.99 + ((index - sparse) / dense) * span * 0.01);
}
