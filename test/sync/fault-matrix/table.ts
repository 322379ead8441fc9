import { registry } from '../../../src/errors/registry.ts';
import type { Code, Expected, MatrixCase } from './matrix-case.ts';
import { warningText } from './warnings.ts';

const HEAD = ['| fault | place | one window | many windows | what the user sees |', `|${'---|'.repeat(5)}`];

/** The cases as a Markdown table; places with the same outcome share a line. */
export function tableOf(cases: readonly MatrixCase[]): string[] {
  const places = new Map<string, { readonly places: string[]; readonly line: (places: string) => string }>();
  for (const { fault, place, one, many = one } of cases) {
    const line = (all: string) =>
      `| ${[fault, all, endText(one), endText(many), seenText(one)].map(cell).join(' | ')} |`;
    const known = places.get(line(''));
    if (known === undefined) places.set(line(''), { places: [place], line });
    else known.places.push(place);
  }
  return [...HEAD, ...[...places.values()].map(({ places: all, line }) => line(all.join(', ')))];
}

function endText({ ends, mayMiss }: Expected): string {
  const texts = ends === 'complete' ? ['complete'] : ends.map((end) => (end === 'complete' ? end : `\`${end}\``));
  return `${texts.join(' or ')}${mayMiss === true ? ', rows may be missing' : ''}`;
}

function seenText({ ends, warnings = [], mayWarn = [], sees }: Expected): string {
  const codes = ends === 'complete' ? [] : ends.filter((end) => end !== 'complete');
  const seen = [
    ...(sees === undefined ? [] : [sees]),
    ...codes.map(errorText),
    ...warnings.map((warning) => `warning: ${warningText(warning)}`),
    ...(mayWarn.length === 0 ? [] : [`maybe a warning: ${mayWarn.map(warningText).join(' / ')}`]),
  ];
  return seen.length === 0 ? 'every row' : seen.join('; ');
}

/** The first sentence of the message. */
function errorText(code: Code): string {
  const [sentence = ''] = registry[code].message.split(/\. |\.$/);
  return `error: ${sentence.replace(/\{\w+\}/g, '…')}`;
}

/** Angle brackets and bars would change a cell or end it. */
function cell(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|');
}
