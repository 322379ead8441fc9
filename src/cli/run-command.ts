import { plainReporter } from '../commands/plain-reporter.ts';
import type { Run } from '../commands/run.ts';
import { registry } from '../errors/registry.ts';

/** Runs one command line; gives the exit code. The room of each verb is loaded when it is asked for. */
export async function runCommandLine(args: readonly string[], base: Omit<Run, 'debug'>): Promise<number> {
  // The platform asks for the spec alone on registration and waits for it: nothing else is loaded for it.
  if (args.length === 1 && args[0] === 'spec') return spec({ ...base, debug: false });
  const { parseCommandLine } = await import('./command.ts');
  const { command, debug, unknown } = await parseCommandLine(args);
  const run: Run = { ...base, debug };
  for (const flag of unknown) plainReporter(run).log('WARN', `The flag --${flag} means nothing here; it is ignored.`);
  if (command === 'help') {
    plainReporter(run).log('INFO', registry.usage.message.replace('{problem} ', ''));
    return 0;
  }
  switch (command.verb) {
    case 'spec':
      return spec(run);
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

async function spec(run: Run): Promise<number> {
  const { runSpec } = await import('../commands/spec.ts');
  runSpec(run);
  return 0;
}
