// The licences of what a bundle holds beside the project's own code: they demand to go with it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** One text of all of them. `inputs`: the files that esbuild put into the bundle. Throws for a package without a licence. */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.map((file) => packageFolder.exec(file)?.[0]).filter((folder) => folder !== undefined));
  return [...folders]
    .sort((one, other) => one.localeCompare(other, 'en'))
    .map(noticeOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text =
    textOf(folder, /^licen[cs]e/i) ??
    textOf(folder, /^readme/i)
      ?.split(/^(?:#+ *)?licen[cs]e$/im)
      .at(1);
  if (text === undefined) throw new Error(`${name} has no licence, and cannot be given away`);
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

function textOf(folder, pattern) {
  const file = readdirSync(folder).find((each) => pattern.test(each));
  return file && readFileSync(join(folder, file), 'utf8');
}
