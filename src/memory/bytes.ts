import { Arena, type Extent } from './arena.ts';
import { freeMemory, hasItsOwnMemory } from './free-memory.ts';
import { settleV8 } from './v8-settings.ts';

/** Less than this is as well left to the allocator. */
const LEAST_BYTES = 128 * 1024;

let arena: Arena | undefined;

const lost = new FinalizationRegistry<Extent>((place) => {
  if (arena?.placeAt(place.at) === place) arena.giveBack(place.at);
});

/** Memory that the bytes of this process come from as far as it goes, from the byte `from` on. */
export function lendMemory(buffer: ArrayBuffer, from: number): void {
  if (arena?.buffer !== buffer) arena = new Arena(buffer, from);
}

/**
 * Bytes for bodies and lines, not cleared. Of the memory that was lent, whoever lent it reads and writes them without a
 * copy, and the memory of a body is that of the next one: those of an allocator, which come and go in sizes that differ by
 * little, leave holes that make a process grow for as long as it runs.
 */
export function takeBytes(size: number): Buffer<ArrayBuffer> {
  const lent = size < LEAST_BYTES ? undefined : arena?.take(size);
  return lent ?? Buffer.from(Buffer.allocUnsafeSlow(size).buffer);
}

/**
 * Takes back the memory of bytes that begin where those of `takeBytes` did, or whose buffer, which goes with all that is cut
 * out of it, is not the pool that Node.js cuts small ones out of. Nobody may look at them any more.
 */
export function giveBackBytes(bytes: Uint8Array): void {
  const { buffer, byteOffset } = bytes;
  if (arena !== undefined && buffer === arena.buffer) {
    arena.giveBack(byteOffset);
    settleV8();
  } else if (hasItsOwnMemory(bytes) || buffer.byteLength > Buffer.poolSize) freeMemory(buffer);
}

/** Takes them back, if nobody has done it, when these very bytes are garbage, whatever other looks at them there are. */
export function giveBackIfLost(bytes: Uint8Array): void {
  const place = bytes.buffer === arena?.buffer ? arena.placeAt(bytes.byteOffset) : undefined;
  if (place !== undefined) lost.register(bytes, place);
}
