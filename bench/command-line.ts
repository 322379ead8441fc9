import { parseArgs } from 'node:util';
import { FULL, QUICK, type Sizes } from './scenarios/sizes.ts';

export const SCENARIOS = [
  'small',
  'peers',
  'wide',
  'tls',
  'flights',
  'latency',
  'memory',
  'start',
  'requests',
] as const;

export type Scenario = (typeof SCENARIOS)[number];

export interface BenchOptions {
  readonly scenarios: readonly Scenario[];
  readonly sizes: Sizes;
  /** The figures are none to compare with what must be reached. */
  readonly quick: boolean;
  /** The Markdown file to write; the picture stands beside it. */
  readonly write: string | undefined;
}

export const USAGE = `Usage: npm run bench -- [options]

Reads the same rows from the embedded API with this connector, with a plain loop, with a bare download, and with other
tools, and prints tables of what each took.

  --only NAME     one of ${SCENARIOS.join(' ')}; may be given more than once
  --quick         small sizes and one round: shows that it works, gives no figures to quote
  --rounds N      instead of ${FULL.rounds}
  --write FILE    writes the tables as Markdown, and their picture beside it (.svg)

Other tools are installed at the first use below node_modules/.cache/bench.
`;

/** What the arguments ask for, or 'help'. Throws with a text for the user. */
export function optionsOf(argv: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      write: { type: 'string' },
    },
  });
  if (values.help === true) return 'help';
  const { quick = false } = values;
  const sizes = quick ? QUICK : FULL;
  return {
    scenarios: scenariosOf(values.only),
    sizes: values.rounds === undefined ? sizes : { ...sizes, rounds: roundsOf(values.rounds) },
    quick,
    write: values.write,
  };
}

function scenariosOf(only: readonly string[] | undefined): readonly Scenario[] {
  const unknown = only?.find((name) => !SCENARIOS.some((scenario) => scenario === name));
  if (unknown !== undefined) throw new RangeError(`--only must be one of ${SCENARIOS.join(' ')}, is "${unknown}"`);
  return SCENARIOS.filter((scenario) => only === undefined || only.includes(scenario));
}

function roundsOf(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new RangeError(`--rounds must be a number from 1 to 99, is "${text}"`);
}
