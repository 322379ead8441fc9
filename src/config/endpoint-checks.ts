import { isHeaderValue } from './connection-checks.ts';
import type { DraftConfig } from './draft.ts';
import { bodyAsJson, parseBodyTemplate, placeholderNames } from './placeholders.ts';
import { unknownPlaceholders } from './unknown-placeholders.ts';
import { foundValue, type Violation } from './violation.ts';

/** The connection is the HTTP client's own: these headers would contradict what it sends. */
const ownHeaders = new Set([
  ...['connection', 'content-length', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
]);
/** The answers to these have no body, so no page. */
const pagelessMethods = new Set(['CONNECT', 'HEAD', 'TRACE']);

const knownPlaceholders = placeholderNames.map((name) => `{${name}}`).join(', ');

/** What spec.json cannot say about the request. */
export function endpointViolations(draft: DraftConfig): Violation[] {
  const { endpoint } = draft;
  return [
    ...pathViolations(endpoint.path),
    ...methodViolations(endpoint.method),
    ...headerViolations(draft),
    ...paramViolations(draft),
    ...bodyViolations(endpoint.body, endpoint.method),
    ...datasetIdViolations(draft),
    ...idInHeaderViolations(draft),
  ];
}

function pathViolations(path: string): Violation[] {
  const unknown = placeholderViolations('endpoint.path', path);
  if (unknown.length > 0) return unknown;
  // An address cannot hold braces, so here any other one is a placeholder gone wrong.
  const rest = placeholderNames.reduce((text, name) => text.replaceAll(`{${name}}`, ''), path);
  if (!/[{}]/.test(rest)) return [];
  return [{ key: 'endpoint.path', found: foundValue(path), expected: `no braces but ${knownPlaceholders}` }];
}

function methodViolations(method: string): Violation[] {
  if (!pagelessMethods.has(method)) return [];
  return [{ key: 'endpoint.method', found: foundValue(method), expected: 'a method whose answer has a body' }];
}

function headerViolations({ endpoint, auth }: DraftConfig): Violation[] {
  const taken = new Map([...ownHeaders].map((name) => [name, 'that the connector sends itself']));
  if (auth?.type === 'api_key' && auth.location !== 'query')
    taken.set(auth.name?.toLowerCase() ?? '', 'that auth sends');
  else if (auth?.type !== undefined && auth.type !== 'none') taken.set('authorization', 'that auth sends');
  return endpoint.headers.flatMap(({ name, value = '' }, index) => {
    const key = `endpoint.headers[${index}]`;
    const violations = headerValueViolations(`${key}.value`, value);
    const lowerCase = name?.toLowerCase();
    const conflict = lowerCase === undefined ? undefined : taken.get(lowerCase);
    if (conflict !== undefined) {
      violations.push({ key: `${key}.name`, found: foundValue(name), expected: `another header than one ${conflict}` });
    } else if (lowerCase !== undefined) {
      taken.set(lowerCase, `that stands in ${key} already`);
    }
    return violations;
  });
}

function paramViolations({ endpoint, auth }: DraftConfig): Violation[] {
  const taken = auth?.type === 'api_key' && auth.location === 'query' ? auth.name : undefined;
  return endpoint.query_params.flatMap(({ name, value = '' }, index) => {
    const key = `endpoint.query_params[${index}]`;
    const violations = placeholderViolations(`${key}.value`, value);
    if (name === undefined || name !== taken) return violations;
    const expected = 'another parameter than the one that auth sends';
    return [...violations, { key: `${key}.name`, found: foundValue(name), expected }];
  });
}

/** The value is a secret, and so is what stands in its braces. */
function headerValueViolations(key: string, value: string): Violation[] {
  const violations: Violation[] = [];
  if (unknownPlaceholders(value).length > 0) {
    violations.push({ key, found: 'holds a placeholder that does not exist', expected: `one of ${knownPlaceholders}` });
  }
  if (!isHeaderValue(value)) {
    const found = 'is a string with line breaks or other characters that no header can carry';
    violations.push({ key, found, expected: 'text of one line' });
  }
  return violations;
}

function placeholderViolations(key: string, template: string): Violation[] {
  return unknownPlaceholders(template).map((name) => ({
    key,
    found: `holds the placeholder {${name}}, which does not exist`,
    expected: `one of ${knownPlaceholders}`,
  }));
}

function bodyViolations(body: string, method: string): Violation[] {
  const key = 'endpoint.body';
  if (body === '') return [];
  if (method === 'GET') {
    return [{ key, found: 'is not empty', expected: 'no body with GET: put the filter into endpoint.query_params' }];
  }
  const unknown = placeholderViolations(key, body);
  if (unknown.length > 0) return unknown;
  try {
    parseBodyTemplate(body);
    return [];
  } catch (error) {
    return [{ key, found: `is no JSON text${placeOf(error, body)}`, expected: 'JSON in which placeholders may stand' }];
  }
}

/** Where the JSON is wrong, as far as the engine tells: its own message would quote the body. */
function placeOf(error: unknown, body: string): string {
  const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return '';
  const lines = bodyAsJson(body).slice(0, Number(position)).split('\n');
  return ` (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`;
}

/** Without a word, a header would be sent without the characters that it cannot carry: with the name of another dataset. */
function idInHeaderViolations({ datasets = [], endpoint }: DraftConfig): Violation[] {
  const index = endpoint.headers.findIndex(({ value = '' }) => value.includes('{dataset_id}'));
  if (index === -1) return [];
  const expected = `an identifier that a header can carry, since it stands in endpoint.headers[${index}]`;
  return datasets.flatMap(({ dataset_id = '' }, place) => {
    const key = `datasets[${place}].dataset_id`;
    return isHeaderValue(dataset_id) ? [] : [{ key, found: foundValue(dataset_id), expected }];
  });
}

/** Several datasets whose requests do not differ would all bring the same rows. */
function datasetIdViolations({ datasets = [], endpoint }: DraftConfig): Violation[] {
  const values = [...endpoint.headers, ...endpoint.query_params].map(({ value = '' }) => value);
  if (datasets.length < 2 || [endpoint.path, endpoint.body, ...values].join('\n').includes('{dataset_id}')) return [];
  const found = `lists ${datasets.length} datasets, but the endpoint has {dataset_id} nowhere`;
  return [{ key: 'datasets', found, expected: '{dataset_id} in endpoint.path, body, headers or query_params' }];
}
