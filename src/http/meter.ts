import { performance } from 'node:perf_hooks';

/**
 * Starts to measure how long others take, in milliseconds: the time in which this process itself was busy, with proving
 * another page for example, does not count.
 */
export function startMeter(): () => number {
  const start = performance.now();
  const loop = performance.eventLoopUtilization();
  return () => Math.max(0, performance.now() - start - performance.eventLoopUtilization(loop).active);
}
