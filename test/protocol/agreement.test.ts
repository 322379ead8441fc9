import { describe, expect, test } from '@jest/globals';
import { officialSchema, ownSchema, type ProtocolRoot, type SchemaNode } from '../support/protocol-schemas.ts';
import { schemaFacts } from '../support/schema-facts.ts';

/** What the published schema says and ours does not, with the reason. That ours is closed is not counted. */
const onlyOfficial: Readonly<Record<string, string>> = {
  '/control/emitted_at type number': 'ours is an integer: no fraction of a millisecond is ever written',
  '/trace/emitted_at type number': 'ours is an integer: no fraction of a millisecond is ever written',
};

/** What ours says on top, with the reason. */
const onlyOwn: Readonly<Record<string, string>> = {
  '/control required connectorConfig': 'the one kind of control message is nothing without its payload',
  '/control/emitted_at type integer': 'no fraction of a millisecond is ever written',
  '/record/data minProperties 1': 'platforms drop an empty row, and their count is then not ours',
  '/spec/protocol_version pattern ^0\\.[0-9]+\\.[0-9]+$': 'platforms refuse another form or another major version',
  '/state required type': 'no type means LEGACY, which platforms refuse',
  '/state/destinationStats required recordCount': 'platforms fail on stats without a count',
  '/state/global/stream_states[] required stream_state': 'clients read it without asking whether it is there',
  '/state/sourceStats required recordCount': 'platforms fail on stats without a count',
  '/state/stream required stream_state': 'clients read it without asking whether it is there',
  '/trace/emitted_at type integer': 'no fraction of a millisecond is ever written',
  '/trace/estimate required byte_estimate': 'platforms fail on an estimate with one of the two numbers',
  '/trace/estimate required row_estimate': 'platforms fail on an estimate with one of the two numbers',
};

const roots: readonly ProtocolRoot[] = ['AirbyteMessage', 'ConfiguredAirbyteCatalog'];

const factsOf = (schema: SchemaNode): ReadonlySet<string> =>
  new Set(roots.flatMap((root) => [...schemaFacts(schema, { $ref: `#/definitions/${root}` })]));

const missingIn = (facts: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...facts].filter((fact) => !others.has(fact)));

(officialSchema ? describe : describe.skip)('the published schema of the protocol', () => {
  // What is skipped is run up to its tests all the same.
  const official = officialSchema ? factsOf(officialSchema) : new Set<string>();
  const own = factsOf(ownSchema);

  test('says nothing that ours does not say, but for the listed differences', () => {
    expect(missingIn(official, own)).toEqual(new Set(Object.keys(onlyOfficial)));
  });

  test('lacks nothing that ours says, but for the listed differences', () => {
    expect(missingIn(own, official)).toEqual(new Set(Object.keys(onlyOwn)));
  });
});
