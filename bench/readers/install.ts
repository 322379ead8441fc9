import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../measure/programs.ts';

const run = promisify(execFile);

/**
 * The folder with packages of npm (`name@version`) and their dependencies, installed at the first use, outside of the
 * project's own. Undefined where that fails.
 */
export async function installedPackages(name: string, packages: readonly string[]): Promise<string | undefined> {
  const folder = join(cacheFolder, [name, ...packages].join('-'));
  const done = await installedOnce(folder, async () => {
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'];
    await run('npm', ['install', ...quiet, '--prefix', folder, ...packages]);
  });
  return done ? folder : undefined;
}

/** The Python of an environment with these packages, in the same way. */
export async function installedVenv(name: string, packages: readonly string[]): Promise<string | undefined> {
  const folder = join(cacheFolder, [name, ...packages].join('-'));
  const python = join(folder, 'bin', 'python');
  const done = await installedOnce(folder, async () => {
    await run(await python311(), ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries=1', ...packages]);
  });
  return done ? python : undefined;
}

async function python311(): Promise<string> {
  for (const candidate of ['python3.11', 'python3']) {
    const version = await run(candidate, ['--version']).catch(() => undefined);
    if (version?.stdout.startsWith('Python 3.11.')) return candidate;
  }
  throw new Error('there is no Python 3.11');
}

/** Whether the folder is complete: then a stamp stands in it. */
async function installedOnce(folder: string, install: () => Promise<void>): Promise<boolean> {
  const stamp = join(folder, '.complete');
  if (existsSync(stamp)) return true;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    await install();
  } catch {
    await rm(folder, { recursive: true, force: true });
    return false;
  }
  await writeFile(stamp, '');
  return true;
}
