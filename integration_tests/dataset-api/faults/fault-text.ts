import type { Fault, FaultKind } from './fault.ts';

/** The kinds that need nothing but their name. */
const NAMED: readonly FaultKind[] = [
  { kind: 'html' },
  { kind: 'errorObject' },
  { kind: 'emptyBody' },
  { kind: 'emptyData' },
  { kind: 'shortPage' },
  { kind: 'previousPage' },
  { kind: 'garbageUtf8' },
  { kind: 'deepNesting' },
  { kind: 'redirect' },
  { kind: 'cutJson' },
  { kind: 'cutGzip' },
  { kind: 'wrongContentEncoding' },
  { kind: 'bomb' },
  { kind: 'cutConnection' },
  { kind: 'stall' },
  { kind: 'noAnswer' },
  { kind: 'reset' },
  { kind: 'slowDrip' },
];

/** Reads `KIND@N` (once, at request N from 0) or `KIND@N+` (always, from there on). Throws with a text for the user. */
export function faultOf(text: string): Fault {
  const [, name = '', place, onwards] = /^(\w+)@(\d+)(\+?)$/.exec(text) ?? [];
  const kind = kindOf(name);
  if (kind === undefined) throw new RangeError(`--fault must be KIND@N or KIND@N+, is "${text}"`);
  const first = Number(place);
  if (onwards !== '+') return { ...kind, match: first };
  return { ...kind, match: ({ index }) => index >= first, times: 'always' };
}

function kindOf(name: string): FaultKind | undefined {
  if (/^[2-5]\d\d$/.test(name)) return { kind: 'status', code: Number(name) };
  return NAMED.find(({ kind }) => kind === name);
}
