import { describe, expect, test } from '@jest/globals';
import { objectOf, projectJson, projectText, projectYaml } from './inputs.ts';

const metadata = objectOf(objectOf(projectYaml('metadata.yaml'))['data']);
const packageFile = objectOf(projectJson('package.json'));
const spec = objectOf(projectJson('spec.json'));

/** The value of a label of the image: `name=value` or `name="value"`. */
function labelOf(dockerfile: string, name: string): string | undefined {
  return new RegExp(`${name.replaceAll('.', '\\.')}="?([^\\s"\\\\]+)`).exec(dockerfile)?.[1];
}

describe('metadata.yaml', () => {
  test('has the version, the name and the license of the package', () => {
    expect(metadata['dockerImageTag']).toBe(packageFile['version']);
    expect(metadata['dockerRepository']).toBe(packageFile['name']);
    expect(metadata['license']).toBe(packageFile['license']);
  });

  test('has the documentation of the spec', () => {
    expect(metadata['documentationUrl']).toBe(spec['documentationUrl']);
  });

  test('has what a registry demands', () => {
    expect(metadata).toMatchObject({
      connectorType: 'source',
      connectorSubtype: 'api',
      definitionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: expect.any(String),
      githubIssueLabel: expect.any(String),
      releaseStage: expect.any(String),
    });
  });

  test('allows the hosts that the config names', () => {
    const { hosts } = objectOf(metadata['allowedHosts']);
    const properties = objectOf(objectOf(spec['connectionSpecification'])['properties']);
    const named = [...String(hosts).matchAll(/\$\{([^.}]+)/g)].map(([, property]) => String(property));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((property) => !(property in properties))).toEqual([]);
  });

  test('has an icon that is an SVG', () => {
    expect(projectText(String(metadata['icon']))).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });
});

describe('Dockerfile', () => {
  const dockerfile = projectText('Dockerfile');

  test('labels the image with the name and the version of metadata.yaml', () => {
    expect(labelOf(dockerfile, 'io.airbyte.name')).toBe(metadata['dockerRepository']);
    expect(labelOf(dockerfile, 'io.airbyte.version')).toBe(metadata['dockerImageTag']);
  });

  test('says the same as entrypoint and as AIRBYTE_ENTRYPOINT', () => {
    const entrypoint = /^ENTRYPOINT (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]';
    const words: unknown = JSON.parse(entrypoint);
    expect(Array.isArray(words) ? words.join(' ') : words).toBe(/AIRBYTE_ENTRYPOINT="([^"]+)"/.exec(dockerfile)?.[1]);
  });
});
