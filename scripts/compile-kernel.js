// Compiles AssemblyScript to WebAssembly, as text in a TypeScript module: so the bundle is one file.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../', import.meta.url));

/** 64 KiB each, 256 MiB in all: what kernel/layout.as.ts lays out, and bodies. What is not touched costs nothing. */
const MEMORY_PAGES = '4096';

const options = [
  ['--optimizeLevel', '3'],
  ['--shrinkLevel', '0'],
  ['--enable', 'simd'],
  ['--runtime', 'stub'],
  ['--initialMemory', MEMORY_PAGES],
  ['--maximumMemory', MEMORY_PAGES],
  ['--noAssert'],
  ['--converge'],
].flat();

/** The module that exports the compiled `source`, a path from the root of the project. */
export async function compileKernel(source) {
  let wasm = new Uint8Array();
  const { error, stderr } = await asc.main([source, '--baseDir', root, '--outFile', 'kernel.wasm', ...options], {
    readFile: (name, directory) => readFile(`${directory}/${name}`, 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      wasm = contents;
    },
  });
  if (error !== null) throw new Error(`${source} does not compile: ${stderr.toString()}`, { cause: error });
  const lines = Buffer.from(wasm)
    .toString('base64')
    .match(/.{1,116}/g);
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `// Generated from ${source} by \`npm run generate\`: do not edit.\nexport const KERNEL_WASM =\n${text};\n`;
}
