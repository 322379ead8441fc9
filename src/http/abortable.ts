import { FailedAttempt } from './failure.ts';

/** The promise, or a rejection (FailedAttempt, `cancelled`) as soon as the signal aborts. What it waits for goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new FailedAttempt({ kind: 'cancelled', reason: 'stopped' }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
