import type { Paging } from './query.ts';

export interface Route {
  /** Undefined: the path is not the one of a dataset. */
  readonly dataset: string | undefined;
  readonly offset: string | null;
  readonly limit: string | null;
}

const EXECUTE = /^\/api\/dataset\/execute\/([^/]+)$/;

export function routeOf(url: string): Route {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const name = EXECUTE.exec(pathname)?.[1];
  return {
    dataset: name === undefined ? undefined : decoded(name),
    offset: searchParams.get('offset'),
    limit: searchParams.get('limit'),
  };
}

/** The paging of a request, or the reason why it is none. */
export function pagingOf(route: Route): Paging | string {
  const offset = countOf(route.offset) ?? 0;
  const limit = countOf(route.limit) ?? Number.POSITIVE_INFINITY;
  if (Number.isNaN(offset)) return `offset must be a whole number, is "${route.offset}"`;
  if (Number.isNaN(limit)) return `limit must be a whole number, is "${route.limit}"`;
  return { offset, limit };
}

/** Undefined: not given; NaN: not a whole number. */
export function countOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
