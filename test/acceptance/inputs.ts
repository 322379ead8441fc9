import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Json = Readonly<Record<string, unknown>>;

const root = new URL('../../', import.meta.url);

/** A file of the project as text; `path` from the top. */
export function projectText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

export function projectYaml(path: string): unknown {
  return parse(projectText(path));
}

export function projectJson(path: string): unknown {
  return JSON.parse(projectText(path));
}

/** The value as an object; throws where it is none. */
export function objectOf(value: unknown, what = 'the value'): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} is no object`);
  return value as Json;
}

/** The value as a list of objects; throws where it is none. */
export function objectsOf(value: unknown, what = 'the value'): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`);
  return value.map((entry, index) => objectOf(entry, `${what}[${index}]`));
}

/** What an acceptance config asks of one verb or mode, one entry per set of inputs. */
export function acceptanceTests(section: string, path = 'acceptance-test-config.yml'): readonly Json[] {
  const sections = objectOf(objectOf(projectYaml(path), path)['acceptance_tests'], `${path}: acceptance_tests`);
  return objectsOf(objectOf(sections[section], section)['tests'], `${section}.tests`);
}

/** The records of a file of JSON lines; a blank line is an error, as it is for the acceptance tests. */
export function recordsOfFile(path: string): readonly Json[] {
  const lines = projectText(path).replace(/\n$/, '').split('\n');
  return lines.map((line, index) => objectOf(JSON.parse(line), `${path}:${index + 1}`));
}
