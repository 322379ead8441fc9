import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type DatasetApi, startDatasetApi } from '../../integration_tests/dataset-api/server.ts';
import { type ConnectorRun, runConnector } from '../support/run-connector.ts';
import { type Json, objectOf, projectJson } from './inputs.ts';

export type Verb = 'spec' | 'check' | 'discover' | 'read';

/** The values of the files that a verb takes. */
export interface Files {
  readonly config?: unknown;
  readonly catalog?: unknown;
  readonly state?: unknown;
}

export interface Session {
  /** A config of the project, with the address of this session's API. */
  config(path?: string): Json;
  /** Runs a verb on files of its own. Throws where it says anything on stderr, which acceptance tests take for output. */
  run(verb: Verb, files?: Files): Promise<ConnectorRun>;
}

/** A dataset API in this process and a folder for the files, for all tests of the file that calls this. */
export function acceptanceSession(): Session {
  let api: DatasetApi | undefined;
  let folder = '';
  let runs = 0;
  beforeAll(async () => {
    api = await startDatasetApi();
    folder = mkdtempSync(join(tmpdir(), 'source-dataset-acceptance-'));
  });
  afterAll(async () => {
    await api?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    config(path = 'integration_tests/config.json') {
      if (api === undefined) throw new Error('the dataset API runs within tests only');
      return { ...objectOf(projectJson(path), path), base_url: api.url };
    },
    async run(verb, files = {}) {
      runs += 1;
      const run = await runConnector([verb, ...writeFiles(join(folder, String(runs)), files)]);
      if (run.stderr !== '') throw new Error(`stderr of ${verb}: ${run.stderr}`);
      return run;
    },
  };
}

/** The flags that name the files. */
function writeFiles(folder: string, files: Files): string[] {
  mkdirSync(folder);
  return Object.entries(files).flatMap(([name, value]) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(value));
    return [`--${name}`, path];
  });
}
