import { writeFile } from 'node:fs/promises';
import { measuredNode, program } from '../measure/programs.ts';
import { installedPackages } from './install.ts';
import { fileIn, type Reader } from './reader.ts';

const VERSION = '0.23.19';
/** The CDK loads the client, and what comes with it, but does not declare it. */
const PACKAGES = [`faros-airbyte-cdk@${VERSION}`, 'faros-js-client@0.9.0'];

/** A source on the TypeScript CDK of Faros, whose package is installed into the cache; or why there is none. */
export async function farosReader(): Promise<Reader | string> {
  const folder = await installedPackages('faros', PACKAGES);
  if (folder === undefined) return `Faros TS CDK: skipped, npm could not install faros-airbyte-cdk ${VERSION}`;
  return {
    name: 'faros',
    label: `Faros TS CDK ${VERSION}`,
    printsRecords: true,
    async command(job, own) {
      const [config, catalog] = [fileIn(own, 'faros-config.json'), fileIn(own, 'faros-catalog.json')];
      const stream = { name: job.dataset, json_schema: {}, supported_sync_modes: ['full_refresh'] };
      const streams = [{ stream, sync_mode: 'full_refresh', destination_sync_mode: 'append' }];
      await writeFile(config, '{}');
      await writeFile(catalog, JSON.stringify({ streams }));
      const verb = ['read', '--config', config, '--catalog', catalog];
      return { argv: measuredNode(program('faros-read'), folder, JSON.stringify(job), ...verb) };
    },
  };
}
