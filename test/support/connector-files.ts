import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Files for the connector in a folder of their own. */
export interface ConnectorFiles {
  /** Writes a file as JSON, or a text as it is; gives its path. */
  write(name: string, content: unknown): string;
  remove(): void;
}

export function connectorFiles(): ConnectorFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'source-dataset-'));
  return {
    write(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A configured catalog that reads these streams incrementally. */
export function catalogOf(names: readonly string[]): unknown {
  return {
    streams: names.map((name) => ({
      stream: { name, json_schema: {}, supported_sync_modes: ['incremental'] },
      sync_mode: 'incremental',
      destination_sync_mode: 'append',
    })),
  };
}
