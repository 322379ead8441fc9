import { setFlagsFromString } from 'node:v8';

let isKept = false;

/**
 * Keeps the heap as small as it is after the first pages. By default its part for young objects is doubled each time that
 * enough of them have survived, up to 32 MB, and the rest is looked through only when it has doubled, all of which is never
 * given back. What a sync keeps is bytes, and these are not in the heap. To be called when everything is loaded: code that
 * was compiled before counts only with the settings that it was compiled with.
 */
export function keepHeapSmall(): void {
  if (isKept) return;
  isKept = true;
  setFlagsFromString('--semi-space-growth-factor=1');
  // Looks through the heap when half of the way to its next limit is gone.
  setFlagsFromString('--incremental-marking-hard-trigger=50');
}
