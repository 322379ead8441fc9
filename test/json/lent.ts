import { sharedKernel } from '../../src/json/kernel.ts';
import { Arena } from '../../src/memory/arena.ts';

const kernel = sharedKernel();
if (kernel === undefined) throw new Error('the kernel does not run on this machine');
const arena = new Arena(kernel.bytes.buffer, kernel.code.LENT.value);

/** Bytes of any size in the memory that the kernel lends. */
export function lentBytes(size: number): Buffer<ArrayBuffer> {
  const bytes = arena.take(size);
  if (bytes === undefined) throw new Error(`no place for ${size} bytes`);
  return bytes;
}

/** Calls with a copy of the bytes in the memory that the kernel lends, between others, for the time of the call. */
export function withLentCopy<Result>(bytes: Uint8Array, call: (copy: Uint8Array) => Result): Result {
  const [copy, after] = [lentBytes(bytes.length), lentBytes(100)];
  copy.set(bytes);
  after.fill('"]}');
  try {
    return call(copy);
  } finally {
    arena.giveBack(copy.byteOffset);
    arena.giveBack(after.byteOffset);
  }
}

export function giveBackLent({ byteOffset }: Uint8Array): void {
  arena.giveBack(byteOffset);
}
