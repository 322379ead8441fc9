// Bundles each program below dist/.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';
import { syncOnce } from './compile-ahead/sync.js';
import { thirdPartyNotices } from './third-party-notices.js';

const tools = {
  'dataset-api': 'integration_tests/dataset-api/main.ts',
  demo: 'integration_tests/demo/main.ts',
  'bench/main': 'bench/main.ts',
  'bench/api': 'bench/programs/api.ts',
  'bench/consumer': 'bench/programs/consumer.ts',
  'bench/download': 'bench/programs/download.ts',
  'bench/faros-read': 'bench/programs/faros-read.ts',
  'bench/plain-loop': 'bench/programs/plain-loop.ts',
  'bench/probe': 'bench/programs/probe.ts',
  'test/soak': 'test/soak/main.ts',
};

const alias = {
  // axios: multipart bodies, with their table of MIME types, and HTTP/2 are never sent.
  'form-data': './scripts/left-out.js',
  http2: './scripts/left-out.js',
  // yargs: it prints no help. A table of all emoji, which measures the width of a text, takes most of its time.
  cliui: './scripts/left-out.js',
  'string-width': './scripts/left-out.js',
  // The agents of axios: what they would write to stderr is not redacted.
  debug: './scripts/no-debug.js',
};

/**
 * Takes the modules of Node as they are. An import makes an ES module of one first, which reads all that it exports: of
 * http, from Node 22 on, also a second HTTP client, which is loaded for that.
 */
const builtinModules = {
  name: 'builtin-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^/ }, ({ path }) =>
      isBuiltin(path) && !(path in alias) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
    }));
  },
};

const settings = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  sourcemap: false,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  alias,
  plugins: [builtinModules],
};

/** Programs that V8 may have compiled before: no ES modules, of which that cannot be kept. */
const compiled = { ...settings, format: 'cjs', outExtension: { '.js': '.js' } };

await rm('dist', { recursive: true, force: true });
await build({ ...compiled, entryPoints: { main: 'src/main.ts', 'compile-ahead': 'scripts/compile-ahead/run.ts' } });
const { metafile } = await build({
  ...compiled,
  metafile: true,
  entryPoints: { 'main/command-line': 'src/command-line.ts' },
  // yargs asks where it is.
  banner: { js: 'const __url=require("node:url").pathToFileURL(__filename).href;' },
  define: { 'import.meta.url': '__url' },
});
await writeFile('dist/THIRD_PARTY_NOTICES', thirdPartyNotices(Object.keys(metafile.inputs)));
await writeFile('dist/package.json', '{"type":"commonjs"}\n');
await syncOnce('dist/compile-ahead.js');
await rm('dist/compile-ahead.js');
// The image has no tools.
await build({
  ...settings,
  entryPoints: Object.fromEntries(Object.entries(tools).filter(([, file]) => existsSync(file))),
});
