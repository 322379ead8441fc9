import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { measuredEnvironment } from '../measure/environment.ts';
import { connector } from '../measure/programs.ts';
import { shuffled } from '../measure/statistics.ts';
import type { Results } from '../report/results.ts';
import type { Context } from './context.ts';

/** Milliseconds from the start to the end of `spec`, against Node that does nothing. */
export function start(context: Context): NonNullable<Results['start']> {
  context.say('start: spec against node -e 0');
  const times = { spec: [] as number[], node: [] as number[] };
  const argv = { spec: [connector, 'spec'], node: ['-e', '0'] } as const;
  const options: SpawnSyncOptions = { env: measuredEnvironment, stdio: ['ignore', 'pipe', 'inherit'] };
  for (let round = -1; round < context.sizes.starts; round += 1) {
    for (const what of shuffled(['spec', 'node'] as const, context.random)) {
      const started = process.hrtime.bigint();
      const { status } = spawnSync(process.execPath, argv[what], options);
      if (status !== 0) throw new Error(`${what} ended with ${status}`);
      // The first round brings the files into the cache of the system.
      if (round >= 0) times[what].push(Number(process.hrtime.bigint() - started) / 1e6);
    }
  }
  return times;
}
