import { loadConfig } from '../../src/config/load-config.ts';

const prefix = 'The configuration is not valid: ';

/** What a configuration violates, one text for each violation. */
export function violationsOf(config: unknown): string[] {
  try {
    loadConfig(config);
    return [];
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith(prefix) || !message.endsWith('.')) throw error;
    return message.slice(prefix.length, -1).split('; ');
  }
}
