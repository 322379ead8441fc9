import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { AirbyteMessage } from '../../src/protocol/airbyte.ts';
import { sampleConfiguredCatalog, sampleMessages } from '../support/protocol-samples.ts';
import { officialValidator, ownSchema, ownValidator } from '../support/protocol-schemas.ts';

const validMessage = ownValidator('AirbyteMessage');
const validCatalog = ownValidator('ConfiguredAirbyteCatalog');

/** Where the published schema is not at hand, nothing contradicts it. */
const officialMessage = officialValidator('AirbyteMessage') ?? (() => true);
const officialCatalog = officialValidator('ConfiguredAirbyteCatalog') ?? (() => true);

const clone = (message: AirbyteMessage | undefined) => JSON.parse(JSON.stringify(message));

test('the schema is valid JSON Schema draft-07', () => {
  const ajv = new Ajv();
  expect(ajv.validateSchema(ownSchema)).toBe(true);
});

test.each(Object.entries(sampleMessages))('a %s message is valid, also by the published schema', (_name, message) => {
  validMessage(message);
  expect(validMessage.errors).toBeNull();
  expect(officialMessage(message)).toBe(true);
});

test('the samples cover every type', () => {
  const types = Object.values(sampleMessages).map(({ type }) => type);
  expect(new Set(types).size).toBe(ownSchema.definitions?.['AirbyteMessage']?.oneOf?.length);
});

test('a configured catalog is valid, also by the published schema', () => {
  expect(validCatalog(sampleConfiguredCatalog)).toBe(true);
  expect(officialCatalog(sampleConfiguredCatalog)).toBe(true);
});

const emitted_at = 1;
const stream_descriptor = { name: 's' };
const record = { stream: 's', data: { a: 1 }, emitted_at };

test.each<[string, unknown]>([
  ['no object', 'RECORD'],
  ['null', null],
  ['no type', { record }],
  ['an unknown type', { type: 'RECORDS', record }],
  ['a type in small letters', { type: 'record', record }],
  ['a missing payload', { type: 'RECORD' }],
  ['the payload of another type', { type: 'STATE', record }],
  ['a second payload', { type: 'RECORD', record, log: { level: 'INFO', message: 'x' } }],
  ['a second payload that is null', { type: 'RECORD', record, trace: null }],
  ['a payload that is null', { type: 'RECORD', record: null }],
  ['a payload key in snake case', { type: 'CONNECTION_STATUS', connection_status: { status: 'FAILED' } }],
  ['an empty row', { type: 'RECORD', record: { ...record, data: {} } }],
  ['a row that is an array', { type: 'RECORD', record: { ...record, data: [1] } }],
  ['a time with a fraction', { type: 'RECORD', record: { ...record, emitted_at: 1.5 } }],
  ['a time that is text', { type: 'RECORD', record: { ...record, emitted_at: '1' } }],
  ['a namespace that is null', { type: 'RECORD', record: { ...record, namespace: null } }],
  ['a misspelt key in a record', { type: 'RECORD', record: { ...record, name_space: 's' } }],
  ['an unknown change', { type: 'RECORD', record: { ...record, meta: { changes: [{ field: 'a', change: 'CUT' }] } } }],
  ['a state without a type', { type: 'STATE', state: { stream: { stream_descriptor, stream_state: {} } } }],
  ['a state without its blob', { type: 'STATE', state: { type: 'STREAM', stream: { stream_descriptor } } }],
  [
    'a state with an id',
    { type: 'STATE', state: { type: 'STREAM', id: 1, stream: { stream_descriptor, stream_state: {} } } },
  ],
  [
    'a stream state with legacy data',
    { type: 'STATE', state: { type: 'STREAM', stream: { stream_descriptor, stream_state: {} }, data: null } },
  ],
  ['a global state without streams', { type: 'STATE', state: { type: 'GLOBAL', global: {} } }],
  ['stats without a count', { type: 'STATE', state: { type: 'LEGACY', data: {}, sourceStats: {} } }],
  ['an unknown log level', { type: 'LOG', log: { level: 'NOTICE', message: 'x' } }],
  ['a trace without its payload', { type: 'TRACE', trace: { type: 'ERROR', emitted_at } }],
  ['a trace with another payload', { type: 'TRACE', trace: { type: 'ERROR', emitted_at, analytics: { type: 'x' } } }],
  [
    'an unknown failure type',
    { type: 'TRACE', trace: { type: 'ERROR', emitted_at, error: { message: 'x', failure_type: 'user_error' } } },
  ],
  [
    'an estimate of rows alone',
    {
      type: 'TRACE',
      trace: { type: 'ESTIMATE', emitted_at, estimate: { name: 's', type: 'STREAM', row_estimate: 1 } },
    },
  ],
  [
    'an unknown status',
    {
      type: 'TRACE',
      trace: { type: 'STREAM_STATUS', emitted_at, stream_status: { stream_descriptor, status: 'DONE' } },
    },
  ],
  ['a control without config', { type: 'CONTROL', control: { type: 'CONNECTOR_CONFIG', emitted_at } }],
  [
    'a stream without sync modes',
    { type: 'CATALOG', catalog: { streams: [{ name: 's', json_schema: {}, supported_sync_modes: [] }] } },
  ],
  [
    'a documentation link that is none',
    { type: 'SPEC', spec: { connectionSpecification: {}, documentationUrl: 'docs' } },
  ],
  [
    'a protocol version of another major',
    { type: 'SPEC', spec: { connectionSpecification: {}, protocol_version: '1.0.0' } },
  ],
])('%s is refused', (_name, message) => {
  expect(validMessage(message)).toBe(false);
});

test('a key that the schema does not know is never valid on an envelope or its payload', () => {
  const openKeys = new Set(Object.keys(ownSchema.definitions ?? {}));
  const known = new Set(
    JSON.stringify(ownSchema)
      .match(/"\w+"(?=:)/g)
      ?.map((key) => key.slice(1, -1)),
  );
  const unknownKey = fc.string({ minLength: 1 }).filter((key) => !known.has(key) && !openKeys.has(key));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(sampleMessages)), unknownKey, fc.json(), (sample, key, json) => {
      const onEnvelope = { ...clone(sample), [key]: JSON.parse(json) };
      const [payloadKey = ''] = Object.keys(sample).filter((name) => name !== 'type');
      const onPayload = clone(sample);
      onPayload[payloadKey] = { ...onPayload[payloadKey], [key]: JSON.parse(json) };
      return !validMessage(onEnvelope) && !validMessage(onPayload);
    }),
  );
});
