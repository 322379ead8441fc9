import { loadConfig } from '../../src/config/load-config.ts';

/** The least that a configuration must have. */
export const minimalConfig = {
  base_url: 'https://api.example.com',
  auth: { type: 'bearer', token: 'tok-4711-secret' },
  datasets: [{ dataset_id: 'd1' }],
  start_time: '2024-01-01T00:00:00Z',
} as const;

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
