const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The same JSON text on many lines; every string and number keeps its text. */
export function prettyPrinted(text: string): string {
  let depth = 0;
  const print = (token: string): string => {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    const line = `\n${'  '.repeat(depth)}`;
    if (token === '{' || token === '[' || token === ',') return token + line;
    if (token === '}' || token === ']') return line + token;
    return token === ':' ? ': ' : token;
  };
  return (text.match(TOKEN) ?? []).map(print).join('');
}
