import { readFileSync, writeSync } from 'node:fs';

// Loaded before a program that is measured (node --import): when the process ends, it tells on file descriptor 3 what
// the operating system counted. The peak is VmHWM, because ru_maxrss starts with the memory of the process before exec.

const REPORT = 3;

function peakKb(): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', (code) => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { code, userS: userCPUTime / 1e6, systemS: systemCPUTime / 1e6, peakKb: peakKb() };
  writeSync(REPORT, JSON.stringify(usage));
});
