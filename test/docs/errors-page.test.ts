import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { ErrorEntry } from '../../src/errors/error-entry.ts';
import { registry } from '../../src/errors/registry.ts';

const page = new URL('../../docs/errors.md', import.meta.url);
const COLUMNS = ['code', 'failure type', 'who acts', 'message', 'remedy'];
const entries = Object.entries<ErrorEntry>(registry);

/** The text above the table, which is written by hand. */
function introOf(text: string): string {
  const table = text.search(/^\|/m);
  return table === -1 ? text : text.slice(0, table);
}

/** Angle brackets and bars would change a cell or end it. */
function cell(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|');
}

function rowOf([code, { failureType, actor, message, remedy }]: [string, ErrorEntry]): string {
  return `| \`${code}\` | \`${failureType}\` | ${actor} | ${cell(message)} | ${cell(remedy)} |`;
}

function tableOf(): string[] {
  return [`| ${COLUMNS.join(' | ')} |`, `|${'---|'.repeat(COLUMNS.length)}`, ...entries.map(rowOf)];
}

/** The page as it stands; with UPDATE_DOCS=1 its table is written anew first. */
async function readPage(): Promise<string> {
  const text = await readFile(page, 'utf8');
  if (process.env['UPDATE_DOCS'] !== '1') return text;
  const written = `${introOf(text).trimEnd()}\n\n${tableOf().join('\n')}\n`;
  await writeFile(page, written);
  return written;
}

const errorsPage = await readPage();
const codes = [...errorsPage.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);

describe('docs/errors.md (UPDATE_DOCS=1 writes its table anew)', () => {
  test('has every code of the registry', () => {
    expect(entries.map(([code]) => code).filter((code) => !codes.includes(code))).toEqual([]);
  });

  test('has no code that the registry has not, and none twice', () => {
    expect(codes.filter((code, at) => !(code !== undefined && code in registry) || codes.indexOf(code) !== at)).toEqual(
      [],
    );
  });

  test('says of each error what the registry says, in its order', () => {
    const rows = errorsPage.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toEqual(tableOf());
  });

  test('explains every failure type and everybody who acts', () => {
    const intro = introOf(errorsPage);
    const words = new Set(entries.flatMap(([, { failureType, actor }]) => [failureType, actor]));
    expect([...words].filter((word) => !intro.includes(`**${word}**`))).toEqual([]);
  });
});
