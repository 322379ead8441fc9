import { parseArgs } from 'node:util';
import type { Behaviour } from './behaviour/behaviour.ts';
import { faultOf } from './faults/fault-text.ts';
import type { DatasetApiOptions } from './server.ts';
import { standardDatasets } from './standard-datasets.ts';
import { wholeNumber } from './whole-number.ts';

export const USAGE = `Usage: npm run dataset-api -- [options]

Serves POST /api/dataset/execute/{earthquakes|synthetic|empty}?offset=O&limit=L

  --port N (8080)  --host H (127.0.0.1)  --token T (demo-token)
  --rows N               rows of the dataset "synthetic" (10000)

What real servers do wrong:
  --page-cap N           most rows of one answer
  --page-bytes N         most bytes of the rows of one answer
  --bound-step N         bounds are rounded down to a multiple of so many units
  --offset-in-pages HOW  the offset is "rounded" down to a page, or a page is "counted" by it
  --last-again HOW       behind the last row, the last "page", as many "rows" as fit one, or the last "row" again
  --latency MS           before each answer
  --requests-per-second N [--retry-after SECONDS|date]
  --offset-cap N         offsets above N are refused
  --row-cap N            pages that reach behind row N are refused
  --total PATH           the exact number of rows at this place of the answer
  --limit-ignored  --offset-ignored  --filter-ignored  --filter-answers-nothing  --lower-exclusive
  --upper-exclusive  --bound-type-strict  --ties-shuffled  --order-ignored  --descending
  --bare-array  --empty-without-data  --times-as-floats  --text-plain  --pretty-printed
  --uncompressed  --stamped
  --fault KIND@N         at request N (from 0), once; KIND@N+ from there on, always. KIND is a status (503), or
                         html errorObject emptyBody emptyData shortPage previousPage garbageUtf8 deepNesting redirect cutJson
                         cutGzip wrongContentEncoding bomb cutConnection stall noAnswer reset slowDrip
`;

const flag = { type: 'boolean' } as const;
const text = { type: 'string' } as const;

const options = {
  help: flag,
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  token: { type: 'string', default: 'demo-token' },
  rows: { type: 'string', default: '10000' },
  'page-cap': text,
  'page-bytes': text,
  'bound-step': text,
  'offset-in-pages': text,
  'last-again': text,
  latency: text,
  'requests-per-second': text,
  'retry-after': text,
  'offset-cap': text,
  'row-cap': text,
  total: text,
  'limit-ignored': flag,
  'offset-ignored': flag,
  'filter-ignored': flag,
  'filter-answers-nothing': flag,
  'lower-exclusive': flag,
  'upper-exclusive': flag,
  'bound-type-strict': flag,
  'ties-shuffled': flag,
  'order-ignored': flag,
  descending: flag,
  'bare-array': flag,
  'empty-without-data': flag,
  'times-as-floats': flag,
  'text-plain': flag,
  'pretty-printed': flag,
  uncompressed: flag,
  stamped: flag,
  fault: { type: 'string', multiple: true },
} as const;

type Values = ReturnType<typeof parsed>['values'];

/** The options of the server that the arguments ask for, or 'help'. Throws with a text for the user. */
export function optionsOf(argv: readonly string[]): DatasetApiOptions | 'help' {
  const { values } = parsed(argv);
  if (values.help === true) return 'help';
  return {
    port: wholeNumber('--port', values.port),
    host: values.host,
    token: values.token,
    datasets: { synthetic: standardDatasets(wholeNumber('--rows', values.rows)).synthetic },
    behaviour: { ...switchesOf(values), ...limitsOf(values) },
    faults: (values.fault ?? []).map(faultOf),
  };
}

function parsed(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options });
}

function switchesOf(values: Values): Behaviour {
  return {
    limitIgnored: values['limit-ignored'] ?? false,
    offsetIgnored: values['offset-ignored'] ?? false,
    filterIgnored: values['filter-ignored'] ?? false,
    filterAnswersNothing: values['filter-answers-nothing'] ?? false,
    lowerExclusive: values['lower-exclusive'] ?? false,
    upperExclusive: values['upper-exclusive'] ?? false,
    boundTypeStrict: values['bound-type-strict'] ?? false,
    tiesShuffled: values['ties-shuffled'] ?? false,
    orderIgnored: values['order-ignored'] ?? false,
    descending: values.descending ?? false,
    bareArray: values['bare-array'] ?? false,
    emptyWithoutData: values['empty-without-data'] ?? false,
    timesAsFloats: values['times-as-floats'] ?? false,
    textPlain: values['text-plain'] ?? false,
    prettyPrinted: values['pretty-printed'] ?? false,
    uncompressed: values.uncompressed ?? false,
    stamped: values.stamped ?? false,
  };
}

function limitsOf(values: Values): Behaviour {
  const { latency, total } = values;
  const [pageCap, pageBytes, boundStep, offsetCap, rowCap, perSecond] = (
    ['page-cap', 'page-bytes', 'bound-step', 'offset-cap', 'row-cap', 'requests-per-second'] as const
  ).map((name) => {
    const value = values[name];
    return value === undefined ? undefined : wholeNumber(`--${name}`, value);
  });
  return {
    ...(pageCap === undefined ? {} : { pageCap }),
    ...(pageBytes === undefined ? {} : { pageBytes }),
    ...(boundStep === undefined ? {} : { boundStep }),
    ...offsetInPagesOf(values['offset-in-pages']),
    ...lastAgainOf(values['last-again']),
    ...(latency === undefined ? {} : { latency: wholeNumber('--latency', latency) }),
    ...(offsetCap === undefined ? {} : { offsetCap: { max: offsetCap, how: 'refuse' } }),
    ...(rowCap === undefined ? {} : { rowCap: { max: rowCap, how: 'refuse' } }),
    ...(total === undefined ? {} : { total: { path: total, value: 'exact' } }),
    ...(perSecond === undefined ? {} : { rateLimit: rateLimitOf(perSecond, values['retry-after']) }),
  };
}

function offsetInPagesOf(how: string | undefined): Behaviour {
  if (how === undefined) return {};
  if (how !== 'rounded' && how !== 'counted') throw new Error('--offset-in-pages is "rounded" or "counted".');
  return { offsetInPages: how };
}

function lastAgainOf(how: string | undefined): Behaviour {
  if (how === undefined) return {};
  if (how !== 'page' && how !== 'rows' && how !== 'row') throw new Error('--last-again is "page", "rows" or "row".');
  return { lastAgain: how };
}

function rateLimitOf(requestsPerSecond: number, retryAfter = '1'): Behaviour['rateLimit'] & object {
  return {
    requestsPerSecond,
    retryAfter: retryAfter === 'date' ? 'date' : wholeNumber('--retry-after', retryAfter),
  };
}
