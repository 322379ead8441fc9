import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const inputs = [
  'scripts/generate.js',
  'scripts/compile-kernel.js',
  'scripts/compile-validator.js',
  'spec.json',
  'biome.json',
  'package.json',
  'src/protocol/airbyte-protocol.json',
  'src/json/kernel',
];
const outputs = [
  'src/protocol/airbyte.ts',
  'src/config/config.ts',
  'src/config/validate-config.js',
  'src/json/kernel-wasm.ts',
];

let copy: string;

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'generated-'));
  for (const file of [...inputs, ...outputs]) await cp(join(root, file), join(copy, file), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(async () => {
  await rm(copy, { recursive: true });
});

function generate(folder: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/generate.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

test('--check names every stale file, and a run without it writes what is committed', async () => {
  for (const file of outputs) await appendFile(join(copy, file), '// edited by hand\n');
  const { status, stderr } = generate(copy, '--check');
  expect(status).toBe(1);
  for (const file of outputs) expect(stderr).toContain(`${file} is not what`);
  expect(generate(copy)).toEqual({ status: 0, stderr: '' });
  for (const file of outputs) {
    expect(await readFile(join(copy, file), 'utf8')).toBe(await readFile(join(root, file), 'utf8'));
  }
});
