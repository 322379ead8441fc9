import { setFlagsFromString } from 'node:v8';

/** By default, code that runs for some seconds is compiled once more, to the last, which this takes longer than it gives. */
const OPTIMIZE_LATER = process.versions.v8.startsWith('11.')
  ? '--interrupt-budget=500000'
  : '--invocation-count-for-turbofan=30000';

const SETTINGS = [
  // By default the heap's part for young objects is doubled each time that enough of them have survived, up to 32 MB,
  '--semi-space-growth-factor=1',
  // and the rest is looked through only when it has doubled, all of which is never given back: now when a third of that is gone.
  '--incremental-marking-hard-trigger=35',
  OPTIMIZE_LATER,
];

/** Node.js 20, 22 and 24. Another V8 may know other flags, and writes to stderr of those that it does not know. */
const MEASURED = /^1[1-3]\./;

let areSet = false;

/**
 * Settings for what comes after the first page: the heap stays as small as it is, for what a sync keeps is bytes, and these
 * are not in the heap; and code is optimized later, for the work is done by the kernel. To be called when everything is
 * loaded: code that was compiled before counts only with the settings that it was compiled with.
 */
export function settleV8(): void {
  if (areSet || !MEASURED.test(process.versions.v8)) return;
  areSet = true;
  for (const setting of SETTINGS) setFlagsFromString(setting);
}
