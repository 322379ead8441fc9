import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secondsText, tickDigits } from '../../src/dataset/time-format.ts';
import { KeyCounts } from '../../src/sync/range/keys.ts';
import { mergeSpans } from '../../src/sync/range/ledger.ts';
import { type Segment, Segments } from '../../src/sync/range/segments.ts';
import type { Span } from '../../src/sync/range/span.ts';
import { decodeState, encodeState } from '../../src/sync/state/state.ts';

const PAGE = 10;

/** One thing that readers do: take a segment, read on in one, end one, find one empty. */
type Move = { readonly kind: 'take' | 'read' | 'finish' | 'empty'; readonly which: number; readonly by: number };

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Move['kind']>('take', 'read', 'finish', 'empty'),
    which: fc.nat(),
    by: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 60 },
);

/** Readers at work on segments, with every tick that they wrote a row for: each tick has one row. */
class Work {
  readonly segments: Segments;
  readonly owned: Segment[] = [];
  readonly written = new Set<bigint>();

  constructor(low: bigint, high: bigint, spans: readonly Span[] = []) {
    this.segments = new Segments(low, high, undefined, spans);
  }

  do({ kind, which, by }: Move): void {
    if (kind === 'take') {
      const taken = this.segments.take(true, PAGE);
      if (taken !== undefined) this.owned.push(taken);
      return;
    }
    const segment = this.owned[which % Math.max(1, this.owned.length)];
    if (segment === undefined) return;
    if (kind === 'read') this.#read(segment, BigInt(by));
    else if (kind === 'finish') this.finish(segment);
    else if (segment.position.tick === segment.from && this.segments.giveBack(segment)) this.#remove(segment);
  }

  #read(segment: Segment, ticks: bigint): void {
    const from = segment.position.tick;
    let to = from + ticks;
    if (to > segment.to) to = segment.to;
    for (let tick = from; tick < to; tick += 1n) this.#write(tick);
    segment.position = { tick: to, keys: undefined };
    segment.rowsBelow = Number(to - segment.from);
    segment.reading = to;
    segment.density = 1;
  }

  finish(segment: Segment): void {
    for (let tick = segment.position.tick; tick <= segment.to; tick += 1n) this.#write(tick);
    this.segments.finish(segment, { tick: segment.to, keys: undefined }, Number(segment.to - segment.from), 1);
    this.#remove(segment);
  }

  /** What a STATE would say is out is out. */
  expectCovered(low: bigint): void {
    const { position, spans } = this.segments.progress();
    for (let tick = low; tick < position.tick; tick += 1n) expect(this.written.has(tick)).toBe(true);
    for (const { from, to, rows } of spans) {
      expect(from).toBeGreaterThan(position.tick);
      expect(rows).toBe(Number(to - from + 1n));
      for (let tick = from; tick <= to; tick += 1n) expect(this.written.has(tick)).toBe(true);
    }
  }

  #write(tick: bigint): void {
    expect(this.written.has(tick)).toBe(false);
    this.written.add(tick);
  }

  #remove(segment: Segment): void {
    this.owned.splice(this.owned.indexOf(segment), 1);
  }
}

describe('segments', () => {
  test('always: no tick is read twice, none is left out, and what a state covers is written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1000n }), moves, (length, steps) => {
        const work = new Work(100n, 100n + length);
        for (const step of steps) {
          work.do(step);
          work.expectCovered(100n);
        }
        for (let taken = work.segments.take(false, PAGE); taken; taken = work.segments.take(false, PAGE)) {
          work.owned.push(taken);
        }
        for (const segment of [...work.owned]) work.finish(segment);
        expect(work.written.size).toBe(Number(length) + 1);
      }),
    );
  });

  test('always: a resume reads what no span covers, and nothing else', () => {
    const anySpans = fc.array(
      fc.record({ from: fc.bigInt({ min: 0n, max: 220n }), length: fc.bigInt({ min: 0n, max: 30n }) }),
    );
    fc.assert(
      fc.property(anySpans, (raw) => {
        const spans = raw.map(({ from, length }) => ({ from, to: from + length, rows: Number(length) + 1 }));
        const work = new Work(10n, 200n, spans);
        for (let taken = work.segments.take(false, PAGE); taken; taken = work.segments.take(false, PAGE)) {
          work.owned.push(taken);
        }
        for (const segment of [...work.owned]) work.finish(segment);
        for (let tick = 10n; tick <= 200n; tick += 1n) {
          const covered = spans.some(({ from, to }) => from <= tick && tick <= to);
          if (!covered) expect(work.written.has(tick)).toBe(true);
        }
      }),
    );
  });

  test('a part is taken only where more than a page is left', () => {
    const segments = new Segments(0n, 1000n, undefined, []);
    const first = segments.take(true, PAGE);
    expect(segments.take(true, PAGE)).toBeUndefined();
    if (first === undefined) throw new Error('nothing to read');
    first.density = 1;
    expect(segments.take(true, PAGE)?.from).toBe(506n);
    expect(first.to).toBe(505n);
    first.reading = 490n;
    expect(segments.take(true, PAGE)).toBeUndefined();
  });
});

describe('behind the last row nothing counts as read, since rows may come late to the API', () => {
  const keys = KeyCounts.of(['theLastRowA']);
  const parts = () => {
    const segments = new Segments(0n, 1000n, undefined, []);
    const first = segments.take(true, PAGE);
    if (first === undefined) throw new Error('nothing to read');
    first.density = 1;
    const second = segments.take(true, PAGE);
    if (second === undefined) throw new Error('nothing to take');
    return { segments, first, second };
  };

  test('a part below an empty one is through', () => {
    const { segments, first } = parts();
    segments.finish(first, { tick: 100n, keys }, 40, 1);
    expect(segments.progress()).toEqual({ position: { tick: 100n, keys }, rowsBelow: 40, spans: [] });
  });

  test('an empty part is through before the one below', () => {
    const { segments, first, second } = parts();
    segments.finish(second, second.position, 0, 0);
    first.position = { tick: 100n, keys };
    first.rowsBelow = 40;
    expect(segments.progress()).toEqual({ position: { tick: 100n, keys }, rowsBelow: 40, spans: [] });
  });

  test('a part above has rows: all up to its last one is read', () => {
    const { segments, first, second } = parts();
    segments.finish(second, { tick: 700n, keys }, 30, 1);
    first.position = { tick: 100n, keys };
    first.rowsBelow = 40;
    const spans = [{ from: second.from, to: 699n, rows: 30 }];
    expect(segments.progress()).toEqual({ position: { tick: 100n, keys }, rowsBelow: 40, spans });
    segments.finish(first, { tick: 200n, keys }, 60, 1);
    expect(segments.progress()).toEqual({ position: { tick: 700n, keys }, rowsBelow: 91, spans: [] });
  });

  test('a state that names empty spans behind the last row', () => {
    const spans = [
      { from: 100n, to: 200n, rows: 7 },
      { from: 300n, to: 900n, rows: 0 },
    ];
    expect(new Segments(0n, 1000n, undefined, spans).progress().spans).toEqual([spans[0]]);
  });
});

describe('the state of parallel readers', () => {
  const span = fc.record({ from: fc.bigInt({ min: 1n, max: 10n ** 12n }), rows: fc.nat() });

  test('always: below 1 KB, and what it keeps is what was read', () => {
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 64 }),
        fc.nat({ max: 60 }),
        fc.array(span, { maxLength: 64 }),
        (raw, count, below) => {
          const tick = 1_700_000_000_123n;
          const spans = raw.map(({ from, rows }, index) => {
            const start = tick + 1n + from + BigInt(index) * 10n ** 13n;
            return { from: start, to: start + from, rows };
          });
          const keys = KeyCounts.of(
            Array.from({ length: count }, (_, index) => `${index}`.padStart(10, 'x').concat('A')),
          );
          let next = tick;
          const read: Span[] = below.map(({ from: ticks, rows }) => {
            next -= ticks;
            return { from: next, to: next + ticks - 1n, rows };
          });
          read.reverse();
          const pageCap = 1_000_000;
          const state = { position: { tick, keys }, spans, read, pageCap, complete: false, fullRefresh: false };
          const encoded = encodeState(state, 'epoch_milliseconds');
          expect(JSON.stringify(encoded).length).toBeLessThan(1000);
          const decoded = decodeState(JSON.parse(JSON.stringify(encoded)), 'rows', 'epoch_milliseconds');
          expect(decoded?.position.tick).toBe(tick);
          expect(decoded?.pageCap).toBe(pageCap);
          const kept = decoded?.read ?? [];
          // The lowest ones are merged where not all fit.
          expect(kept.slice(1)).toEqual(kept.length < 2 ? [] : read.slice(1 - kept.length));
          if (read.length > 0) expect(mergeSpans(kept)).toEqual(mergeSpans(read));
          for (const one of decoded?.spans ?? []) expect(spans).toContainEqual(one);
          if (decoded?.position.keys !== undefined) expect(decoded.position.keys).toEqual(keys);
        },
      ),
    );
  });

  test('a cursor alone never passes the time that it was made of, and stays within its precision', () => {
    const formats = ['epoch_seconds', 'epoch_milliseconds', 'epoch_microseconds', 'epoch_nanoseconds'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.bigInt({ min: -(10n ** 18n), max: 4n * 10n ** 18n }),
        (format, ns) => {
          const tick = ns / 10n ** BigInt(9 - tickDigits(format));
          const cursor = Number(secondsText(tick, format));
          const decoded = decodeState({ airbyte_cursor: cursor }, 'rows', format)?.position.tick ?? tick + 1n;
          expect(decoded).toBeLessThanOrEqual(tick);
          if (format === 'epoch_nanoseconds') expect(tick - decoded).toBeLessThan(1000n);
          else expect(decoded).toBe(tick);
        },
      ),
    );
  });
});
