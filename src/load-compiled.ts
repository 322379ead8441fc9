import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The rest of the connector, and what V8 made of it when it was built, beside main.js. */
const FILE = join(__dirname, 'main', 'command-line.js');
export const COMPILED = `${FILE}.compiled`;

/**
 * Runs the rest of the connector as `require` does, but without compiling it, which takes a third of a short run. What was
 * compiled when it was built is for that version of Node.js; any other one compiles anew. Gives the script.
 */
export function loadCompiled(): Script {
  const source = `(function (require, __filename) {${readFileSync(FILE, 'utf8')}\n})`;
  const script = new Script(source, { filename: FILE, cachedData: compiled() });
  const run = script.runInThisContext() as (require: NodeJS.Require, filename: string) => void;
  run(createRequire(FILE), FILE);
  return script;
}

function compiled(): Buffer | undefined {
  try {
    return readFileSync(COMPILED);
  } catch {
    return undefined;
  }
}
