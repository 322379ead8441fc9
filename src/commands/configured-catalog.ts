import { connectorError } from '../errors/connector-error.ts';
import type { StreamDescriptor } from '../protocol/airbyte.ts';

/** What a read needs of a configured stream; clients leave out or null everything else. */
export interface ConfiguredStream {
  readonly descriptor: StreamDescriptor;
  /** As it stands in the catalog: a mode that is none must be an error of its stream alone. */
  readonly syncMode: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Errors: catalog_invalid. */
export function decodeCatalog(raw: unknown): ConfiguredStream[] {
  const streams = fieldsOf(raw)['streams'];
  if (!Array.isArray(streams)) throw connectorError('catalog_invalid', { problem: 'it has no list "streams"' });
  return streams.map((entry: unknown, index) => {
    const stream = fieldsOf(fieldsOf(entry)['stream']);
    const { name, namespace } = stream;
    if (typeof name !== 'string' || name === '') {
      throw connectorError('catalog_invalid', { problem: `streams[${index}].stream.name is no text` });
    }
    const descriptor = typeof namespace === 'string' ? { name, namespace } : { name };
    return { descriptor, syncMode: String(fieldsOf(entry)['sync_mode'] ?? '') };
  });
}

/** The streams without those that came before, of which `onRepeated` is told. */
export function distinctStreams(
  streams: readonly ConfiguredStream[],
  onRepeated: (stream: StreamDescriptor) => void,
): ConfiguredStream[] {
  const known = new Set<string>();
  return streams.filter(({ descriptor }) => {
    const key = JSON.stringify([descriptor.name, descriptor.namespace]);
    if (known.has(key)) onRepeated(descriptor);
    return known.size < known.add(key).size;
  });
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
