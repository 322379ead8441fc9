import type { Results } from './results.ts';
import { markdownOf, type Table } from './table.ts';
import { tablesOf } from './tables.ts';
import { targetTable } from './targets.ts';

/** The page of the results: a template with `{{targets}}`, `{{tables}}`, `{{environment}}` and `{{skipped}}` in it. */
export function documentOf(template: string, results: Results): string {
  const parts: Readonly<Record<string, string>> = {
    targets: bodyOf(targetTable(results)),
    tables: tablesOf(results).map(markdownOf).join('\n\n'),
    environment: environmentOf(results),
    skipped: listOf([...results.skipped, ...results.failed]),
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new RangeError(`the template asks for ${name}`);
    return part;
  });
}

function listOf(texts: readonly string[]): string {
  return texts.length === 0 ? 'Nothing was left out.' : texts.map((text) => `- ${text}`).join('\n');
}

/** A table without its title. */
function bodyOf(table: Table): string {
  return markdownOf(table).replace(/^### .*\n\n/, '');
}

export function environmentOf({ environment }: Results): string {
  const { node, cores, cpu, memoryGb, system, command, date } = environment;
  return `\`${command}\` on ${date}: Node.js ${node}, ${cores} cores (${cpu}), ${memoryGb} GB of memory, ${system}.`;
}
