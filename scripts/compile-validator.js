// Compiles the configuration's schema to the function that validates it, so that no start spends time on that.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import formats from 'ajv-formats';
import { build } from 'esbuild';

/** Keywords of the specification that only speak to forms. */
const formKeywords = ['airbyte_secret', 'group', 'groups', 'multiline', 'order', 'pattern_descriptor'];

/** With a discriminator ajv looks at the chosen option only, instead of reporting what every option misses. */
function withDiscriminators(schema) {
  if (schema.oneOf !== undefined) return { discriminator: { propertyName: 'type' }, ...schema };
  if (schema.properties === undefined) return schema;
  const entries = Object.entries(schema.properties).map(([name, property]) => [name, withDiscriminators(property)]);
  return { ...schema, properties: Object.fromEntries(entries) };
}

/** A module without imports; `source` is the specification. */
export async function compileValidator(source) {
  const root = new URL('../', import.meta.url);
  const spec = JSON.parse(await readFile(new URL(source, root), 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    strictRequired: false,
    verbose: true,
    code: { source: true },
  });
  formats.default(ajv, ['date-time']);
  const validate = ajv.addVocabulary(formKeywords).compile(withDiscriminators(spec.connectionSpecification));
  const { outputFiles } = await build({
    stdin: { contents: standalone.default(ajv, validate), resolveDir: fileURLToPath(root) },
    // The code names its modules by their paths from here, wherever the project stands.
    absWorkingDir: fileURLToPath(root),
    preserveSymlinks: true,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    legalComments: 'none',
    charset: 'utf8',
    write: false,
  });
  const code = outputFiles[0].text.replace(/^export default (.*);$/m, 'export const validateConfig = $1;');
  return `// Generated from ${source} by \`npm run generate\`: do not edit.\n${code}`;
}
