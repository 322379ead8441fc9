import { type Kernel, sharedKernel } from '../json/kernel.ts';
import { linePlaces } from '../json/kernel-lines.ts';
import { keepMemory, takeBytes } from '../memory/kept-memory.ts';

/** The places in the memory of the kernel that are free. All streams share them: the lines of one may still wait to be written. */
let places: { readonly kernel: Kernel | undefined; readonly free: Buffer<ArrayBuffer>[] } | undefined;

/** Memory for lines of so many bytes: a place of the kernel, or where none is free or large enough, one beside it. */
export function takeLineBuffer(size: number): Buffer<ArrayBuffer> {
  const { kernel, free } = allPlaces();
  const fits = kernel !== undefined && size <= kernel.code.OUTPUT_ROOM.value;
  return (fits ? free.pop() : undefined) ?? takeBytes(size);
}

/** Takes back the memory of lines that stand at its beginning. */
export function giveBackLineBuffer({ buffer, byteOffset }: Uint8Array): void {
  const { kernel, free } = allPlaces();
  if (kernel === undefined || buffer !== kernel.bytes.buffer) keepMemory(buffer);
  else free.push(Buffer.from(kernel.bytes.buffer, byteOffset, kernel.code.OUTPUT_ROOM.value));
}

function allPlaces(): NonNullable<typeof places> {
  if (places !== undefined) return places;
  const kernel = sharedKernel();
  places = { kernel, free: kernel === undefined ? [] : linePlaces(kernel) };
  return places;
}
