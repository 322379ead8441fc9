import { figuresOf } from './figures.ts';
import { numberText } from './format.ts';
import type { ReaderRuns, ThroughputResult } from './results.ts';

const WIDTH = 760;
const LABEL = 200;
const BAR = 20;
const STEP = 30;
const HEAD = 44;
const GAP = 22;
/** From the end of the longest bar to the right edge: room for its number. */
const MARGIN = 110;

/** Bars of records per second for the small and the wide records, each panel with a scale of its own. */
export function pictureOf(throughput: readonly ThroughputResult[]): string {
  const results = throughput.filter(({ name }) => name === 'peers' || name === 'wide');
  let top = 8;
  const panels = results.map((result) => {
    const panel = panelOf(result, top);
    top += HEAD + result.readers.length * STEP + GAP;
    return panel;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-labelledby="title">`,
    '<title id="title">Records per second of each reader</title>',
    STYLE,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = `<style>
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .head { font-weight: 600 }
  .unit { fill: #59636e }
  .bar { fill: #8c959f }
  .own { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .unit { fill: #9198a1 }
    .bar { fill: #656c76 }
    .own { fill: #4493f8 }
  }
</style>`;

function panelOf({ title, readers }: ThroughputResult, top: number): string {
  const bars = readers.map((reader) => ({ reader, rate: figuresOf(reader).rate.median }));
  const fastest = Math.max(...bars.map(({ rate }) => rate));
  const sorted = bars.toSorted((a, b) => b.rate - a.rate);
  const lines = sorted.map(({ reader, rate }, place) => barOf(reader, rate, rate / fastest, top + HEAD + place * STEP));
  const head = `<text class="head" x="8" y="${top + 20}">${escaped(title)} <tspan class="unit">thousands of records per second</tspan></text>`;
  return [head, ...lines].join('\n');
}

function barOf({ reader, label }: ReaderRuns, rate: number, share: number, y: number): string {
  const length = Math.max(1, Math.round((WIDTH - LABEL - MARGIN) * share));
  const middle = y + BAR / 2 + 5;
  return [
    `<text x="${LABEL - 10}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
    `<rect class="${reader === 'connector' ? 'own' : 'bar'}" x="${LABEL}" y="${y}" width="${length}" height="${BAR}" rx="3"/>`,
    `<text x="${LABEL + length + 8}" y="${middle}">${numberText(rate)}</text>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
