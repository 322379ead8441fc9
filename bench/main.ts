import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { type BenchOptions, optionsOf, USAGE } from './command-line.ts';
import { template } from './measure/programs.ts';
import { documentOf, environmentOf } from './report/document.ts';
import { pictureOf } from './report/picture.ts';
import type { Environment, Results } from './report/results.ts';
import { textOf } from './report/table.ts';
import { tablesOf } from './report/tables.ts';
import { targetTable } from './report/targets.ts';
import { runScenarios } from './run-scenarios.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  let options: BenchOptions | 'help';
  try {
    options = optionsOf(argv);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n${USAGE}`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    const results = await measured(options, argv);
    print(results, options.quick);
    if (options.write !== undefined) await write(options.write, results);
    for (const why of results.failed) process.stderr.write(`${why}\n`);
    return results.failed.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function measured({ scenarios, sizes }: BenchOptions, argv: readonly string[]): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), 'source-dataset-bench-'));
  const say = (text: string) => void process.stderr.write(`  ${text}\n`);
  try {
    const results = await runScenarios({ folder, sizes, random: Math.random, say }, scenarios);
    return { environment: environment(argv), ...results };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function environment(argv: readonly string[]): Environment {
  return {
    node: process.versions.node,
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().replace(/-.*/, '')}`,
    command: ['npm run bench', ...(argv.length === 0 ? [] : ['--', ...argv])].join(' '),
    date: new Date().toISOString().slice(0, 10),
  };
}

function print(results: Results, quick: boolean): void {
  const targets = quick ? [] : [targetTable(results)];
  const tables = [...tablesOf(results), ...targets].filter(({ rows }) => rows.length > 0);
  const texts = tables.map(textOf);
  process.stdout.write([...texts, ...results.skipped, environmentOf(results), ''].join('\n'));
}

async function write(file: string, results: Results): Promise<void> {
  await writeFile(file, documentOf(await readFile(template, 'utf8'), results));
  await writeFile(file.replace(/(\.md)?$/, '.svg'), pictureOf(results.throughput));
}
