import { CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './bytes.ts';
import { isKey, type Key, keyOf } from './keys.ts';
import { kindOf } from './kinds.ts';
import { JsonError, type ScannedPage, type ScanPlan, type Span } from './page.ts';
import type { RecordReader } from './records.ts';
import type { Tokens } from './tokens.ts';

/** A place of the body that the plan names, or that lies on the way to one. */
interface Place {
  readonly key: Key;
  readonly children: Place[];
  /** The indexes in `ScanPlan.values` that end here, and those that end here or below. */
  readonly values: number[];
  readonly valuesBelow: number[];
  toRecords: boolean;
  atRecords: boolean;
}

interface OpenObject {
  readonly place: Place;
  readonly start: number;
}

function placeOf(key: string): Place {
  return { key: keyOf(key), children: [], values: [], valuesBelow: [], toRecords: false, atRecords: false };
}

function childOf(parent: Place, key: string): Place {
  const known = parent.children.find((place) => place.key.text === key);
  if (known !== undefined) return known;
  const child = placeOf(key);
  parent.children.push(child);
  return child;
}

function placesOf(plan: ScanPlan): Place {
  const root = placeOf('');
  let place = root;
  for (const key of plan.records) {
    place = childOf(place, key);
    place.toRecords = true;
  }
  place.atRecords = true;
  for (const [index, path] of plan.values.entries()) {
    place = root;
    for (const key of path) {
      place = childOf(place, key);
      place.valuesBelow.push(index);
    }
    place.values.push(index);
  }
  return root;
}

/** Walks what is around the records: it enters the objects on the way to what the plan names, and skips all else. */
export class Envelope {
  found: ScannedPage['found'] = 'missing';
  readonly values: (Span | undefined)[];
  private readonly tokens: Tokens;
  private readonly records: RecordReader;
  private readonly root: Place;
  private readonly open: OpenObject[] = [];
  private readonly seen = new Set<Place>();

  constructor(tokens: Tokens, records: RecordReader, plan: ScanPlan) {
    this.tokens = tokens;
    this.records = records;
    this.root = placesOf(plan);
    this.values = plan.values.map(() => undefined);
  }

  /** The one value of the body, from its first byte; gives the index after it. */
  read(at: number): number {
    let i = this.valueAt(this.root, at);
    for (let inside = this.open.at(-1); inside !== undefined; inside = this.open.at(-1)) i = this.step(inside, i);
    return i;
  }

  /** The next member of the innermost open object, or its end. */
  private step(inside: OpenObject, at: number): number {
    const { tokens, open } = this;
    if (tokens.body[at] === CLOSE_OBJECT) {
      open.pop();
      return this.afterValue(inside.place, inside.start, tokens.close(at, CLOSE_OBJECT, open.length));
    }
    const keyEnd = tokens.string(at);
    const value = tokens.colon(keyEnd);
    for (const place of inside.place.children) {
      if (isKey(tokens.body, at, keyEnd, place.key)) return this.memberAt(place, at, value);
    }
    return this.toNextMember(tokens.value(value, open.length));
  }

  private memberAt(place: Place, key: number, value: number): number {
    if (place.toRecords) {
      if (this.seen.has(place)) throw new JsonError(`the key ${JSON.stringify(place.key.text)} comes twice`, key);
      this.seen.add(place);
    }
    for (const index of place.valuesBelow) this.values[index] = undefined;
    return this.valueAt(place, value);
  }

  private valueAt(place: Place, at: number): number {
    const { tokens, open } = this;
    const first = tokens.body[at];
    if (first === OPEN_OBJECT && (place.atRecords || place.children.length > 0)) {
      const i = tokens.open(at, open.length);
      if (place.atRecords) this.found = 'object';
      open.push({ place, start: at });
      return i;
    }
    const isRecords = place.atRecords && first === OPEN_ARRAY;
    const end = isRecords ? this.records.readArray(at, open.length) : tokens.value(at, open.length);
    if (place.atRecords) this.found = kindOf(first as number);
    return this.afterValue(place, at, end);
  }

  private afterValue(place: Place, start: number, end: number): number {
    for (const index of place.values) this.values[index] = { start, end };
    return this.open.length === 0 ? end : this.toNextMember(end);
  }

  /** From the end of a member to the quote of the next one, or to the closing bracket. */
  private toNextMember(at: number): number {
    const { tokens } = this;
    const i = tokens.space(at);
    if (tokens.body[i] === COMMA) {
      const next = tokens.space(i + 1);
      if (tokens.body[next] !== QUOTE) tokens.fail('a string', next);
      return next;
    }
    if (tokens.body[i] !== CLOSE_OBJECT) tokens.fail('"," or "}"', i);
    return i;
  }
}
