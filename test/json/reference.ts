/** A value of a JSON text as a slow and simple reader sees it; offsets are bytes. */
export interface Tree {
  readonly start: number;
  readonly end: number;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  readonly members: readonly { readonly key: string; readonly value: Tree }[];
  readonly elements: readonly Tree[];
  /** Is there whitespace between any two of its tokens? */
  readonly spaced: boolean;
}

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of valid JSON. Each byte is one character of `text`. */
export function tokensOf(body: Uint8Array): Token[] {
  const latin1 = Buffer.from(body)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '   ');
  return [...latin1.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^{}[\],:"\t\n\r ]+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Reads a text that JSON.parse accepts. */
export function treeOf(body: Uint8Array): Tree {
  const tokens = tokensOf(body);
  let next = 0;
  const take = (): Token => tokens[next++] as Token;
  const comes = (text: string): boolean => tokens[next]?.text === text;

  function value(): Tree {
    const from = next;
    const first = take();
    const members: { key: string; value: Tree }[] = [];
    const elements: Tree[] = [];
    if (first.text === '{' || first.text === '[') {
      while (!comes('}') && !comes(']')) {
        if (comes(',')) next++;
        if (first.text === '[') elements.push(value());
        else {
          const key = JSON.parse(Buffer.from(take().text, 'latin1').toString()) as string;
          next++;
          members.push({ key, value: value() });
        }
      }
      next++;
    }
    const mine = tokens.slice(from, next);
    const spaced = mine.some((token, i) => i > 0 && token.start !== mine[i - 1]?.end);
    return { start: first.start, end: mine.at(-1)?.end ?? 0, kind: kindOf(first.text), members, elements, spaced };
  }

  return value();
}

function kindOf(text: string): Tree['kind'] {
  if (text === '{') return 'object';
  if (text === '[') return 'array';
  if (text === 'null') return 'null';
  if (text === 'true' || text === 'false') return 'boolean';
  return text.startsWith('"') ? 'string' : 'number';
}

/** What stands at the path, the last of duplicate keys counting. */
export function at(tree: Tree, path: readonly string[]): Tree | undefined {
  let place: Tree | undefined = tree;
  for (const key of path) place = place?.members.findLast((member) => member.key === key)?.value;
  return place;
}

/** Does a key on the way come twice in its object? */
export function isAmbiguous(tree: Tree, path: readonly string[]): boolean {
  let place: Tree | undefined = tree;
  for (const key of path) {
    const all: readonly { readonly value: Tree }[] = place?.members.filter((member) => member.key === key) ?? [];
    if (all.length > 1) return true;
    place = all[0]?.value;
  }
  return false;
}
