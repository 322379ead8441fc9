import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const MEMBER_BYTES = 2 ** 24;

/** `{"data":[`, blanks and `]}` as gzip, a thousandth of what it unpacks to: one member of blanks, many times. */
export async function blankBomb(bytes: number): Promise<Buffer> {
  const compress = promisify(gzip);
  const full = await compress(Buffer.alloc(Math.min(bytes, MEMBER_BYTES), ' '));
  const rest = await compress(Buffer.alloc(bytes % MEMBER_BYTES, ' '));
  const members = Array.from({ length: Math.floor(bytes / MEMBER_BYTES) }, () => full);
  return Buffer.concat([await compress('{"data":['), ...members, rest, await compress(']}')]);
}
