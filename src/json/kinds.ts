import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './bytes.ts';

export type Kind = 'array' | 'object' | 'string' | 'number' | 'boolean' | 'null';

/** What kind of value it is whose first byte this is. */
export function kindOf(first: number): Kind {
  switch (first) {
    case OPEN_ARRAY:
      return 'array';
    case OPEN_OBJECT:
      return 'object';
    case QUOTE:
      return 'string';
    case 0x74:
    case 0x66:
      return 'boolean';
    case 0x6e:
      return 'null';
    default:
      return 'number';
  }
}

export function withArticle(kind: Kind): string {
  if (kind === 'null') return kind;
  return kind === 'array' || kind === 'object' ? `an ${kind}` : `a ${kind}`;
}
