// Bundles each program into one file below dist/.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';

const entries = {
  main: 'src/main.ts',
  'dataset-api': 'integration_tests/dataset-api/main.ts',
  demo: 'integration_tests/demo/main.ts',
  'test/soak': 'test/soak/main.ts',
};

await build({
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: false,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // Multipart bodies and their table of MIME types are never sent: without them the bundle is a third smaller.
  alias: { 'form-data': './scripts/no-form-data.js' },
  // axios and its like are CommonJS and call `require`; the name in the banner must not meet that of yargs.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
