import yargs from 'yargs';
import { connectorError } from '../errors/connector-error.ts';

/** What the command line asks for. */
export type Command =
  | { readonly verb: 'spec' }
  | { readonly verb: 'check' | 'discover'; readonly config: string }
  | { readonly verb: 'read'; readonly config: string; readonly catalog: string; readonly state: string | undefined };

export interface CommandLine {
  readonly command: Command | 'help' | 'version';
  readonly debug: boolean;
  /** Flags that mean nothing here: they are told, never fatal, since clients differ. */
  readonly unknown: readonly string[];
}

const known = new Set(['_', '$0', 'config', 'catalog', 'state', 'debug', 'help', 'version']);

/** Reads the arguments as tolerantly as every client needs: `--flag=P`, a leading `--`, flags that are new. Errors: usage. */
export async function parseCommandLine(args: readonly string[]): Promise<CommandLine> {
  const tolerant = args[0] === '--' ? args.slice(1) : args;
  const parsed = await yargs([...tolerant])
    .help(false)
    .version(false)
    .option('config', { type: 'string', requiresArg: true })
    .option('catalog', { type: 'string', requiresArg: true })
    .option('state', { type: 'string', requiresArg: true })
    .option('debug', { type: 'boolean', default: false })
    .option('help', { type: 'boolean', default: false })
    .option('version', { type: 'boolean', default: false })
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': false,
    })
    .exitProcess(false)
    .fail((message) => {
      throw connectorError('usage', { problem: `${message}.` });
    })
    .parse();
  const fields: Readonly<Record<string, unknown>> = parsed;
  return {
    command: told(parsed) ?? commandOf(String(parsed._[0] ?? ''), parsed),
    debug: parsed.debug,
    unknown: Object.keys(fields).filter((name) => !known.has(name)),
  };
}

function told({
  help,
  version,
}: {
  readonly help: boolean;
  readonly version: boolean;
}): 'help' | 'version' | undefined {
  if (help) return 'help';
  return version ? 'version' : undefined;
}

interface Flags {
  readonly config?: string | undefined;
  readonly catalog?: string | undefined;
  readonly state?: string | undefined;
}

function commandOf(verb: string, flags: Flags): Command {
  switch (verb) {
    case 'spec':
      return { verb };
    case 'check':
    case 'discover':
      return { verb, config: needed(flags.config, 'config', verb) };
    case 'read':
      return {
        verb,
        config: needed(flags.config, 'config', verb),
        catalog: needed(flags.catalog, 'catalog', verb),
        state: flags.state,
      };
    default:
      throw connectorError('usage', { problem: verb === '' ? 'No verb was given.' : `There is no verb "${verb}".` });
  }
}

function needed(value: string | undefined, flag: string, verb: string): string {
  if (value) return value;
  throw connectorError('usage', { problem: `${verb} needs --${flag} FILE.` });
}
