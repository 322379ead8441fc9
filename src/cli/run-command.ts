import { plainReporter } from '../commands/plain-reporter.ts';
import type { Base } from '../commands/run.ts';
import { runSpec } from '../commands/spec.ts';
import { registry } from '../errors/registry.ts';
import { userAgent } from '../version.ts';
import { parseCommandLine } from './command.ts';

/** Runs one command line; gives the exit code. The room of each verb is loaded when it is asked for. */
export async function runCommandLine(args: readonly string[], base: Base): Promise<number> {
  const { command, debug, unknown } = await parseCommandLine(args);
  const run = { ...base, debug };
  for (const flag of unknown) plainReporter(run).log('WARN', `The flag --${flag} means nothing here; it is ignored.`);
  if (command === 'help') {
    plainReporter(run).log('INFO', registry.usage.message.replace('{problem} ', ''));
    return 0;
  }
  if (command === 'version') {
    plainReporter(run).log('INFO', userAgent);
    return 0;
  }
  switch (command.verb) {
    case 'spec':
      runSpec(run);
      return 0;
    case 'check': {
      const { runCheck } = await import('../commands/check.ts');
      await runCheck(run, command.config);
      return 0;
    }
    case 'discover': {
      const { runDiscover } = await import('../commands/discover.ts');
      await runDiscover(run, command.config);
      return 0;
    }
    case 'read': {
      const { runRead } = await import('../commands/read.ts');
      return (await runRead(run, command)) ? 0 : 1;
    }
  }
}
