import { freeMemory } from './free-memory.ts';
import { keepHeapSmall } from './small-heap.ts';

/** Less than this is as well left to the allocator. */
const LEAST_BYTES = 128 * 1024;
/** Sizes are rounded up to one of so many steps between a power of two and the next. */
const STEPS = 8;

/** What nobody uses at the moment; what came back first stands first. */
const kept: ArrayBuffer[] = [];

/**
 * Bytes with memory for themselves, not cleared. Bodies of megabytes come and go in sizes that differ by little, and the
 * holes that they leave in the memory of an allocator make a process grow for as long as it runs. So the next body gets the
 * memory of one that is done with; memory that does not fit is freed to make place for what does.
 */
export function takeBytes(size: number): Buffer<ArrayBuffer> {
  const index = kept.findIndex(({ byteLength }) => byteLength >= size && byteLength <= 2 * size);
  const [fitting] = index === -1 ? [] : kept.splice(index, 1);
  if (fitting !== undefined) return Buffer.from(fitting, 0, size);
  const capacity = roundedUp(size);
  makePlaceFor(capacity);
  return Buffer.from(Buffer.allocUnsafeSlow(capacity).buffer, 0, size);
}

/** Takes memory back for the next one who needs it: as with freeMemory, whatever looks at it is empty from now on. */
export function keepMemory(buffer: ArrayBufferLike): void {
  if (!(buffer instanceof ArrayBuffer)) return;
  if (buffer.byteLength < LEAST_BYTES) {
    freeMemory(buffer);
    return;
  }
  kept.push(structuredClone(buffer, { transfer: [buffer] }));
  keepHeapSmall();
}

function makePlaceFor(size: number): void {
  let place = 0;
  while (place < size) {
    const buffer = kept.shift();
    if (buffer === undefined) return;
    place += buffer.byteLength;
    freeMemory(buffer);
  }
}

function roundedUp(size: number): number {
  if (size < LEAST_BYTES) return size;
  const step = 2 ** Math.floor(Math.log2(size)) / STEPS;
  return Math.ceil(size / step) * step;
}
