import { format } from 'node:util';
import type { LogLevel } from './airbyte.ts';

const levels = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'DEBUG' } as const;

/** Whatever a dependency prints becomes a LOG message: stdout carries the protocol only, stderr stays silent. */
export function redirectConsole(log: (level: LogLevel, text: string) => void): void {
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(console, { [method]: (...values: unknown[]) => log(level, format(...values)) });
  }
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log('WARN', `${warning.name}: ${warning.message}`));
}
