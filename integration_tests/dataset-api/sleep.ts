import { setTimeout as delay } from 'node:timers/promises';

/** Waits some milliseconds, or until the signal is aborted; it never rejects. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined);
