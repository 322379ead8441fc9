import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Gives memory back at once: whatever looks at it is empty from now on. The garbage collector sees small objects, not the
 * megabytes that hang on them, and looks through everything each time that those have piled up, which costs a fifth of all
 * work and half of the peak (docs/performance.md). Before Node.js 22 the language has no call for it, but what is
 * transferred leaves its owner, and a message to a closed port ends with all that it carries.
 */
export function freeMemory(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer) nowhere.postMessage(null, [buffer]);
}

/** The same for bytes that have a buffer for themselves; those that Node.js cut out of a larger one stay. */
export function freeBytes(bytes: Uint8Array): void {
  if (hasItsOwnMemory(bytes)) freeMemory(bytes.buffer);
}

/** Whether bytes have a buffer for themselves. */
export function hasItsOwnMemory({ buffer, byteLength }: Uint8Array): boolean {
  return byteLength === buffer.byteLength;
}
