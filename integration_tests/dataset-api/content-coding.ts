import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { Table } from './table.ts';

export type ContentCoding = 'gzip' | 'br' | 'deflate';

const compressors: Readonly<Record<ContentCoding, (body: Buffer) => Promise<Buffer>>> = {
  gzip: (body) => promisify(gzip)(body, { level: constants.Z_BEST_SPEED }),
  deflate: (body) => promisify(deflate)(body, { level: constants.Z_BEST_SPEED }),
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
};

/** What is shorter is sent as it is, as web servers do. */
export const MIN_CODED_BYTES = 1024;

/** The coding to answer an Accept-Encoding with; undefined: none. */
export function codingFor(acceptEncoding: string | undefined): ContentCoding | undefined {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter((item) => !/;\s*q=0(?:\.0*)?$/.test(item))
    .map((item) => item.replace(/\s*;.*$/, ''));
  if (accepted.includes('*')) return 'gzip';
  return (['gzip', 'br', 'deflate'] as const).find((coding) => accepted.includes(coding));
}

const MAX_CACHED_BYTES = 128 * 1024 * 1024;

/** Compresses bodies, and keeps the compressed pages of unchanged tables up to MAX_CACHED_BYTES. */
export class Compressor {
  readonly #pages = new WeakMap<Table, Map<string, Buffer>>();
  #cachedBytes = 0;

  async compressed({ body, cache }: Answer, coding: ContentCoding): Promise<Buffer> {
    if (cache === undefined) return compressors[coding](body);
    const pages = this.#pagesOf(cache.table);
    const key = `${coding} ${cache.key}`;
    const known = pages.get(key);
    if (known !== undefined) return known;
    const bytes = await compressors[coding](body);
    if (this.#cachedBytes + bytes.length <= MAX_CACHED_BYTES) {
      pages.set(key, bytes);
      this.#cachedBytes += bytes.length;
    }
    return bytes;
  }

  #pagesOf(table: Table): Map<string, Buffer> {
    const pages = this.#pages.get(table) ?? new Map<string, Buffer>();
    this.#pages.set(table, pages);
    return pages;
  }
}
