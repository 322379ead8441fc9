import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** The largest body that is taken by default, on the wire and unpacked, in bytes. A page of 10,000 rows of 10 KB is 100 MB. */
export const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** Node.js has it from 22.15 on; the types are those of the oldest Node.js that is supported. */
const zstd = (zlib as { readonly zstdDecompress?: typeof zlib.brotliDecompress }).zstdDecompress;

/** The encodings that are asked for, best first: gzip is the cheapest to unpack for what it saves. */
export const ACCEPTED_ENCODINGS = zstd === undefined ? 'gzip, deflate, br' : 'gzip, deflate, br, zstd';

/** The body is larger than the limit once unpacked. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The body cannot be unpacked: an unknown encoding, broken or cut data. */
export class BodyUndecodable extends Error {
  override readonly name = 'BodyUndecodable';
}

type Unpack = (body: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>;

const gunzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflate = toItsEnd(zlib.inflate);
const inflateRaw = toItsEnd(zlib.inflateRaw);

const gzip: Unpack = (body, options) => gunzip(body, { ...options, chunkSize: gzipChunkSize(body, options) });

/** A map, since an object knows names such as "constructor" as well. */
const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['identity', (body) => Promise.resolve(body)],
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', (body, options) => (isZlib(body) ? inflate(body, options) : inflateRaw(body, options))],
  ['br', toItsEnd(zlib.brotliDecompress)],
  ...(zstd === undefined ? [] : [['zstd', allFrames(zstd)] as const]),
]);

/** What Node.js gives with `info`, which its types do not know. */
interface Unpacked {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

type Decompress = typeof zlib.inflate | typeof zlib.brotliDecompress;

/** Node.js leaves what stands behind the end of such a body without a word; of gzip it says so itself. */
function toItsEnd(decompress: Decompress): Unpack {
  const unpack = promisify<zlib.InputType, zlib.ZlibOptions, unknown>(decompress);
  return async (body, options) => {
    const { buffer, engine } = (await unpack(body, { ...options, info: true })) as Unpacked;
    if (engine.bytesWritten < body.length) throw new Error('more after its end');
    return buffer;
  };
}

/** Many more than servers make of a page; each takes a moment, whatever it holds. */
const MOST_FRAMES = 10_000;

/** A zstd body is one frame or several (RFC 8878, 3), of which Node.js unpacks the first. */
function allFrames(decompress: Decompress): Unpack {
  const unpack = promisify<zlib.InputType, zlib.ZlibOptions, unknown>(decompress);
  return async (body, { maxOutputLength = MAX_BODY_BYTES }) => {
    const frames: Uint8Array[] = [];
    let left = maxOutputLength;
    for (let at = 0; at < body.length; ) {
      if (frames.length === MOST_FRAMES) throw new Error(`more than ${MOST_FRAMES} frames`);
      const options = { maxOutputLength: Math.max(1, left), info: true };
      const { buffer, engine } = (await unpack(body.subarray(at), options)) as Unpacked;
      frames.push(buffer);
      left -= buffer.length;
      at += engine.bytesWritten;
    }
    return frames.length === 1 && frames[0] !== undefined ? frames[0] : Buffer.concat(frames);
  };
}

/** A zlib header has method 8 and is a multiple of 31 (RFC 1950, 2.2); the raw stream that some servers send is not. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

/**
 * The last four bytes of a gzip body are its unpacked size, modulo 4 GiB. One chunk of that size saves most of the time
 * that many small ones take. It is a hint that a server may get wrong, so it is bounded.
 */
function gzipChunkSize(body: Uint8Array, { maxOutputLength = MAX_BODY_BYTES }: zlib.ZlibOptions): number {
  if (body.length < 18) return 64 * 1024;
  const size = new DataView(body.buffer, body.byteOffset + body.length - 4, 4).getUint32(0, true);
  const plausible = Math.min(size, body.length * 64, maxOutputLength);
  return Math.max(64 * 1024, plausible + 1);
}

/** Undoes a `Content-Encoding` header (a list, applied left to right). Errors: BodyTooLarge, BodyUndecodable. */
export async function unpackBody(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes = MAX_BODY_BYTES,
): Promise<Uint8Array> {
  const encodings = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  let unpacked = body;
  for (const name of encodings.reverse()) {
    const unpack = unpackers.get(name.toLowerCase());
    if (unpack === undefined) throw new BodyUndecodable(`the content-encoding "${name}" is unknown`);
    unpacked = await unpackOne(unpack, unpacked, name, maxBytes);
  }
  return unpacked;
}

async function unpackOne(unpack: Unpack, body: Uint8Array, name: string, maxBytes: number): Promise<Uint8Array> {
  // A proxy may announce an encoding for an answer without a body.
  if (body.length === 0) return body;
  try {
    return await unpack(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new BodyTooLarge('unpacked', { cause: error });
    }
    throw new BodyUndecodable(`the ${name} body cannot be unpacked (${reason})`, { cause: error });
  }
}
