import type { DraftConfig } from './draft.ts';
import { bodyAsJson } from './placeholders.ts';
import { foundValue, type Violation } from './violation.ts';

/** What spec.json cannot say about the paginator, and what of it contradicts the endpoint or the credentials. */
export function paginatorViolations(draft: DraftConfig): Violation[] {
  const { offset_param, limit_param, location } = draft.paginator;
  const names = { 'paginator.offset_param': offset_param, 'paginator.limit_param': limit_param };
  const sent = Object.entries(names).filter(([, name]) => name !== '');
  if (sent.length === 0) return [];
  const violations = location === 'body' ? bodyViolations(draft) : queryViolations(draft, sent);
  if (sent.length === 2 && offset_param === limit_param) {
    const expected = 'another name than that of paginator.offset_param';
    violations.push({ key: 'paginator.limit_param', found: foundValue(limit_param), expected });
  }
  return violations;
}

function bodyViolations({ endpoint, paginator }: DraftConfig): Violation[] {
  const key = 'paginator.location';
  const found = foundValue(paginator.location);
  if (endpoint.method === 'GET') return [{ key, found, expected: '"query" with GET, which has no body' }];
  // What is no JSON at all is reported for the body.
  if (endpoint.body === '' || !isJson(endpoint.body) || endpoint.body.trimStart().startsWith('{')) return [];
  const expected =
    '"query" as long as endpoint.body is no JSON object, or empty offset_param and limit_param, with {offset} and {limit} in the body';
  return [{ key, found, expected }];
}

function isJson(body: string): boolean {
  try {
    JSON.parse(bodyAsJson(body));
    return true;
  } catch {
    return false;
  }
}

function queryViolations({ endpoint, auth }: DraftConfig, sent: readonly (readonly [string, string])[]): Violation[] {
  const others = new Map(endpoint.query_params.map(({ name }, index) => [name, `endpoint.query_params[${index}]`]));
  if (auth?.type === 'api_key' && auth.location === 'query') others.set(auth.name, 'auth');
  return sent.flatMap(([key, name]) => {
    const other = others.get(name);
    if (other === undefined) return [];
    return [{ key, found: foundValue(name), expected: `another name than that of ${other}, or an empty string` }];
  });
}
