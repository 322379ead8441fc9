import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ownValidator } from '../support/protocol-schemas.ts';
import {
  acceptanceTests,
  objectOf,
  objectsOf,
  projectJson,
  projectText,
  projectYaml,
  recordsOfFile,
} from './inputs.ts';

const isMessage = ownValidator('AirbyteMessage');
const isConfiguredCatalog = ownValidator('ConfiguredAirbyteCatalog');

/** Every path that an acceptance config names, as it stands there. */
function namedPaths(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namedPaths);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (/(^|_)path$/.test(key) ? [inner] : []) : namedPaths(inner),
  );
}

describe.each([
  ['acceptance-test-config.yml', ''],
  ['integration_tests/cdk/acceptance-test-config.yml', 'integration_tests/cdk/'],
])('%s', (file, folder) => {
  test('names inputs that exist', () => {
    const paths = namedPaths(projectYaml(file));
    expect(paths.length).toBeGreaterThan(0);
    const missing = paths.filter((path) => !existsSync(new URL(`../../${folder}${path}`, import.meta.url)));
    expect(missing).toEqual([]);
  });

  test('is strict, and tests the image that the documentation builds', () => {
    expect(projectYaml(file)).toMatchObject({
      connector_image: 'source-dataset:dev',
      test_strictness_level: 'high',
    });
  });
});

test('the file of the CDK has no key that its tests refuse', () => {
  const text = projectText('integration_tests/cdk/acceptance-test-config.yml').replace(/^#.*$/gm, '');
  expect(text).not.toMatch(/expect_records|exact_order|timeout_seconds|validate_stream_statuses|validate_data_points/);
});

test('the files of the CDK ask for the same verdicts', () => {
  const own = acceptanceTests('connection');
  const cdk = acceptanceTests('connection', 'integration_tests/cdk/acceptance-test-config.yml');
  expect(cdk.map(({ config_path }) => String(config_path).replace('../', 'integration_tests/'))).toEqual(
    own.map(({ config_path }) => config_path),
  );
  expect(cdk.map(({ status }) => status)).toEqual(own.map(({ status }) => status));
});

test('the invalid config differs from the valid one by its token alone', () => {
  const valid = objectOf(projectJson('integration_tests/config.json'));
  const invalid = objectOf(projectJson('integration_tests/invalid_config.json'));
  expect({ ...invalid, auth: null }).toEqual({ ...valid, auth: null });
  expect(invalid['auth']).not.toEqual(valid['auth']);
});

test('the expected records are messages of the protocol', () => {
  for (const record of recordsOfFile('integration_tests/expected_records.jsonl')) {
    isMessage({ type: 'RECORD', record });
    expect(isMessage.errors).toBeNull();
  }
});

test('the configured catalog is one of the protocol', () => {
  isConfiguredCatalog(projectJson('integration_tests/configured_catalog.json'));
  expect(isConfiguredCatalog.errors).toBeNull();
});

describe.each(['sample_state.json', 'abnormal_state.json'])('%s', (file) => {
  test('has one state for each stream of the configured catalog', () => {
    const catalog = objectOf(projectJson('integration_tests/configured_catalog.json'));
    const states = objectsOf(projectJson(`integration_tests/${file}`));
    for (const state of states) {
      isMessage({ type: 'STATE', state });
      expect(isMessage.errors).toBeNull();
    }
    expect(states.map(({ stream }) => objectOf(objectOf(stream)['stream_descriptor'])['name'])).toEqual(
      objectsOf(catalog['streams']).map(({ stream }) => objectOf(stream)['name']),
    );
  });
});
