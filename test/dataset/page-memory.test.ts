import { describe, expect, test } from '@jest/globals';
import { type Page, pageProver, rowBytes } from '../../src/dataset/page.ts';

const ROWS = 1000;

const prove = pageProver({
  dataSelector: 'data',
  missingData: 'error',
  timeField: 'timestamp',
  timeFormat: 'epoch_milliseconds',
  filterTimeFormat: 'epoch_milliseconds',
});

function provenPage(): Page {
  const rows = Array.from({ length: ROWS }, (_, row) => ({ thing: `thing ${row}`, timestamp: row }));
  return prove(Buffer.from(JSON.stringify({ data: rows })));
}

function lastRow(page: Page): string {
  return Buffer.from(rowBytes(page, ROWS - 1)).toString();
}

describe('the memory of a page', () => {
  test('stays while somebody holds it, and goes with the last one', () => {
    const page = provenPage();
    page.memory.hold();
    page.memory.release();
    expect(lastRow(page)).toBe('{"thing":"thing 999","timestamp":999}');
    page.memory.release();
    expect(page.scanned.body).toHaveLength(0);
    expect(page.times.ticks).toHaveLength(0);
  });

  test('cannot be read by mistake once it is gone', () => {
    const page = provenPage();
    page.memory.release();
    expect(() => rowBytes(page, 0)).toThrow('detached');
  });

  test('is not freed twice, whoever releases it once more', () => {
    const page = provenPage();
    page.memory.release();
    expect(() => page.memory.release()).not.toThrow();
  });

  test('of a small answer, which Node.js keeps beside others, stays', () => {
    const body = Buffer.from('{"data":[{"timestamp":1}]}');
    const page = prove(body);
    page.memory.release();
    expect(body.toString()).toBe('{"data":[{"timestamp":1}]}');
  });
});
