import { describe, expect, test } from '@jest/globals';
import { pageProver } from '../../src/dataset/page.ts';
import { createRecordLines } from '../../src/dataset/record-lines.ts';
import { sharedKernel } from '../../src/json/kernel.ts';
import { giveBackLineBuffer, takeLineBuffer } from '../../src/sync/line-buffers.ts';

const { OUTPUT_ROOM, OUTPUTS } = sharedKernel()?.code ?? { OUTPUT_ROOM: { value: 0 }, OUTPUTS: { value: 0 } };
const PLACES = OUTPUTS.value - 1;
const ROOM = OUTPUT_ROOM.value;

const prove = pageProver({
  dataSelector: '$',
  missingData: 'error',
  timeField: 't',
  timeFormat: 'epoch_milliseconds',
  filterTimeFormat: 'epoch_milliseconds',
});

function isPlace({ buffer }: Uint8Array): boolean {
  return buffer === sharedKernel()?.bytes.buffer;
}

describe('memory for lines', () => {
  test('is in the kernel as long as a place is free, and beside it then', () => {
    const buffers = Array.from({ length: PLACES + 1 }, () => takeLineBuffer(1000));
    expect(buffers.map(isPlace)).toEqual([...Array.from({ length: PLACES }, () => true), false]);
    buffers.forEach(giveBackLineBuffer);
    const again = takeLineBuffer(1000);
    expect(isPlace(again)).toBe(true);
    giveBackLineBuffer(again);
  });

  test('is beside the kernel for lines that are too large for it', () => {
    const buffer = takeLineBuffer(ROOM + 1);
    expect(isPlace(buffer)).toBe(false);
    expect(buffer.length).toBeGreaterThan(ROOM);
    giveBackLineBuffer(buffer);
    expect(buffer).toHaveLength(0);
  });

  test('keeps the lines that wait in it while others are made up to its end', () => {
    const waiting = Array.from({ length: PLACES - 1 }, () => takeLineBuffer(ROOM).fill('a'));
    const lines = createRecordLines({ stream: 's', filterTimeFormat: 'epoch_milliseconds', allocate: takeLineBuffer });
    const row = `{"t":1700000000000,"text":"${'x'.repeat(ROOM - lines.overhead - 30)}"}`;
    const written = lines.encode(prove(Buffer.from(`[${row}]`)), undefined, Date.UTC(2026));
    expect(isPlace(written)).toBe(true);
    expect(ROOM - written.length).toBeLessThan(32);
    for (const other of waiting) expect(other.every((byte) => byte === 0x61)).toBe(true);
    [written, ...waiting].forEach(giveBackLineBuffer);
  });
});
