// Writes the types that follow from a JSON Schema, the protocol's and the configuration's, the function that validates
// a configuration, and the compiled kernel.
// `node scripts/generate.js` writes them; with `--check` it only says whether they are up to date (exit code 1 if not).
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { compileKernel } from './compile-kernel.js';
import { compileValidator } from './compile-validator.js';

const root = new URL('../', import.meta.url);
const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', root));

const targets = [
  {
    source: 'src/protocol/airbyte-protocol.json',
    output: 'src/protocol/airbyte.ts',
    generate: (source) => typesOf(source, (protocol) => protocol),
  },
  {
    source: 'spec.json',
    output: 'src/config/config.ts',
    generate: (source) =>
      typesOf(source, (spec) => ({ ...typeOfObject(spec.connectionSpecification, 'Config'), title: 'Config' })),
  },
  {
    source: 'src/json/kernel/kernel.as.ts',
    output: 'src/json/kernel-wasm.ts',
    generate: compileKernel,
  },
  {
    source: 'spec.json',
    output: 'src/config/validate-config.js',
    generate: compileValidator,
  },
];

/** The keywords that decide a type; the others are for forms and validation, and would only disturb the names. */
const typeKeywords = ['type', 'description', 'required', 'const', 'enum'];

/** Words whose capitals a rule cannot know, and the one value that reads better as another word. */
const words = { oauth2: 'OAuth2', none: 'No' };

const pascalCase = (key) =>
  key
    .split(/[^A-Za-z0-9]+/)
    .map((word) => words[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const singular = (key) => key.replace(/s$/, '');

const pick = (schema, keywords) => Object.fromEntries(keywords.filter((k) => k in schema).map((k) => [k, schema[k]]));

/**
 * The schema of one property, cut down to its type. Objects are named after their key (`endpoint`: Endpoint), the
 * objects of a list after its singular (`datasets`: Dataset), the options of a choice after their constant and the
 * key of the choice (`bearer` of `auth`: BearerAuth).
 */
function typeOfProperty(schema, key) {
  if (schema.oneOf !== undefined) {
    const options = schema.oneOf.map((option) => typeOfObject(option, `${constantOf(option)}${pascalCase(key)}`));
    return { title: pascalCase(key), ...pick(schema, ['description']), oneOf: options };
  }
  if (schema.properties !== undefined) return typeOfObject(schema, pascalCase(key));
  const type = pick(schema, typeKeywords);
  return schema.items === undefined ? type : { ...type, items: typeOfProperty(schema.items, singular(key)) };
}

/** A closed object, so that a misspelt key does not compile, although a configuration may hold further keys. */
function typeOfObject(schema, title) {
  const properties = Object.entries(schema.properties).map(([key, property]) => [key, typeOfProperty(property, key)]);
  return {
    ...pick(schema, typeKeywords),
    title,
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function constantOf(option) {
  const constant = Object.values(option.properties).find((property) => property.const !== undefined);
  if (constant === undefined) throw new Error(`The option "${option.title}" of spec.json has no constant to name it.`);
  return pascalCase(constant.const);
}

/** Two objects of one name would come out as `Name` and `Name1`. */
function refuseNumberedNames(code, source) {
  const names = new Set([...code.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name));
  const copy = [...names].find((name) => names.has(name.replace(/\d+$/, '')) && /[^\d]\d+$/.test(name));
  if (copy !== undefined) throw new Error(`Two schemas of ${source} are both called ${copy.replace(/\d+$/, '')}.`);
}

/** `T[]` as `readonly T[]`, at any depth. */
function readonlyArrays(type) {
  return type.replace(/([\w$]+|\([^()]*\))((?:\[\])+)/g, (_, element, brackets) =>
    Array.from({ length: brackets.length / 2 }).reduce(
      (inner, _level, level) => `readonly ${level === 0 ? inner : `(${inner})`}[]`,
      element,
    ),
  );
}

/** The generator puts each property on a line of its own and comments on theirs, so lines are enough to go by. */
function readonlyProperties(code) {
  return code
    .split('\n')
    .map((line) => {
      if (/^\s*(\/?\*|\/\/|$)/.test(line)) return line;
      const typed = readonlyArrays(line);
      return /^\s*("[^"]+"|[\w$]+|\[k: string\])\??: /.test(line) ? `readonly ${typed}` : typed;
    })
    .join('\n');
}

/** Biome would hand the code back as it is under a path that biome.json leaves out, as it does generated files. */
function format(code) {
  const args = [biome, 'format', '--colors=off', '--stdin-file-path=types.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: fileURLToPath(root),
    input: code,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Biome cannot format the types: ${stderr}`);
  return stdout;
}

async function typesOf(source, schemaOf) {
  const schema = schemaOf(JSON.parse(await readFile(new URL(source, root), 'utf8')));
  const code = await compile(schema, schema.title, {
    bannerComment: `// Generated from ${source} by \`npm run generate\`: do not edit.`,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    format: false,
  });
  refuseNumberedNames(code, source);
  return format(readonlyProperties(code));
}

async function isUpToDate(target) {
  const committed = await readFile(new URL(target.output, root), 'utf8').catch(() => '');
  if (committed === (await target.generate(target.source))) return true;
  console.error(`${target.output} is not what ${target.source} generates. Run \`npm run generate\`.`);
  return false;
}

if (process.argv.includes('--check')) {
  const checks = await Promise.all(targets.map(isUpToDate));
  process.exitCode = checks.every(Boolean) ? 0 : 1;
} else {
  for (const target of targets) await writeFile(new URL(target.output, root), await target.generate(target.source));
}
