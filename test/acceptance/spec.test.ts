import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { acceptanceTests, objectOf, projectJson } from './inputs.ts';
import { acceptanceSession } from './session.ts';

const session = acceptanceSession();

describe.each([...acceptanceTests('spec')])('spec', ({ spec_path, config_path }) => {
  test('is said once, and is what its file holds', async () => {
    const run = await session.run('spec');
    expect(run.messages).toEqual([{ type: 'SPEC', spec: projectJson(String(spec_path)) }]);
    expect(run.code).toBe(0);
  });

  test('accepts the config', () => {
    const spec = objectOf(projectJson(String(spec_path)));
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(objectOf(spec['connectionSpecification']));
    validate(projectJson(String(config_path)));
    expect(validate.errors).toBeNull();
  });
});
