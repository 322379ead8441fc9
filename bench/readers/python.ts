import { pythonProgram } from '../measure/programs.ts';
import { filterOf } from '../programs/job.ts';
import { installedVenv } from './install.ts';
import type { Reader } from './reader.ts';

const DLT = '1.31.0';
const LOW_CODE = '7.39.1';

/** Each package has an environment of its own, as their dependencies do not agree for ever. */
export function dltReader(): Promise<Reader | string> {
  return pythonReader({
    name: 'dlt',
    label: `dlt ${DLT} extract`,
    packages: [`dlt==${DLT}`],
    script: 'dlt_extract',
    printsRecords: false,
  });
}

export function lowCodeReader(): Promise<Reader | string> {
  return pythonReader({
    name: 'low-code',
    label: `low-code CDK ${LOW_CODE}`,
    packages: [`airbyte-cdk==${LOW_CODE}`],
    script: 'low_code_read',
    printsRecords: true,
    slow: true,
  });
}

interface PythonReader extends Omit<Reader, 'command'> {
  readonly packages: readonly string[];
  readonly script: string;
}

async function pythonReader({ packages, script, ...reader }: PythonReader): Promise<Reader | string> {
  const python = await installedVenv(reader.name, packages);
  if (python === undefined) {
    return `${reader.label}: skipped, there is no Python 3.11 that could install ${packages.join(' ')}`;
  }
  return {
    ...reader,
    command: async (job) => ({
      argv: [python, pythonProgram(script), JSON.stringify(job), JSON.stringify(filterOf(job))],
      env: { RUNTIME__DLTHUB_TELEMETRY: 'false', DO_NOT_TRACK: '1' },
    }),
  };
}
