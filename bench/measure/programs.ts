import { fileURLToPath } from 'node:url';

/** A file of the project, seen from the bundle in dist/bench/. */
function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

const probe = new URL('probe.mjs', import.meta.url).href;

export const connector = projectFile('dist/main.js');
export const template = projectFile('bench/performance-template.md');
export const cacheFolder = projectFile('node_modules/.cache/bench');

/** The command of a Node program that tells what it used. */
export function measuredNode(...argv: readonly string[]): string[] {
  return [process.execPath, '--import', probe, ...argv];
}

/** A program of the bench. */
export function program(name: string): string {
  return fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
}

export function pythonProgram(name: string): string {
  return projectFile(`bench/python/${name}.py`);
}
