import type { AirbyteStream } from '../../src/protocol/airbyte.ts';
import type { Json } from './inputs.ts';

export type SyncMode = 'full_refresh' | 'incremental';

/** A configured catalog as the acceptance tests write it: whatever is optional stands there as null. */
export function configuredCatalog(streams: readonly AirbyteStream[], mode?: SyncMode): Json {
  return { streams: streams.map((stream) => configuredStream(stream, mode)) };
}

/** Without a mode: the first one that the stream supports. */
function configuredStream(stream: AirbyteStream, mode?: SyncMode): Json {
  return {
    stream: { namespace: null, is_file_based: null, ...stream },
    sync_mode: mode ?? stream.supported_sync_modes[0],
    cursor_field: stream.default_cursor_field ?? null,
    destination_sync_mode: 'append',
    primary_key: stream.source_defined_primary_key ?? null,
    destination_object_name: null,
    generation_id: null,
    minimum_generation_id: null,
    sync_id: null,
    include_files: null,
  };
}

/** What the standard tests of the CDK write: neither a cursor nor a key, whatever the stream says. */
export function bareCatalog(streams: readonly AirbyteStream[]): Json {
  const bare = streams.map((stream) => ({
    ...configuredStream(stream, 'full_refresh'),
    cursor_field: null,
    primary_key: null,
  }));
  return { streams: bare };
}

/** A stream that is not there, in modes that do not exist: a read of it has to fail with an error trace. */
export const impossibleCatalog: Json = {
  streams: [
    {
      stream: {
        name: '__AIRBYTE__stream_that_does_not_exist',
        json_schema: { type: 'object', properties: { f1: { type: 'string' } } },
        supported_sync_modes: ['full_refresh'],
        source_defined_cursor: null,
        default_cursor_field: null,
        source_defined_primary_key: null,
        namespace: null,
        is_resumable: null,
      },
      sync_mode: 'INVALID',
      cursor_field: null,
      destination_sync_mode: 'INVALID',
      primary_key: null,
      generation_id: null,
      minimum_generation_id: null,
      sync_id: null,
    },
  ],
};
