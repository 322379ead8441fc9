import type { IncomingMessage } from 'node:http';
import { giveBackBytes, giveBackIfLost, takeBytes } from '../memory/bytes.ts';
import { freeBytes, hasItsOwnMemory } from '../memory/free-memory.ts';
import { FailedAttempt } from './failure.ts';

/**
 * Takes the body of an answer in, packed as it comes, from the first moment on. Where its size is announced, each piece
 * goes to its place at once, and its memory back. `onPiece` is called with each. Errors: FailedAttempt (`too_large`,
 * `connection`), those of Node's streams.
 */
export function collectBody(answer: IncomingMessage, maxBytes: number, onPiece: () => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const announced = announcedSize(answer);
    const refuse = (): void => {
      reject(new FailedAttempt({ kind: 'too_large', reason: 'on the wire', limit: maxBytes }));
      answer.destroy();
    };
    if (announced !== undefined && announced > maxBytes) {
      refuse();
      return;
    }
    const body = announced === undefined ? new UnknownSize() : new KnownSize(announced);
    answer.on('data', (piece: Buffer) => {
      onPiece();
      if (body.size + piece.length > maxBytes) refuse();
      else body.add(piece);
    });
    answer.once('end', () => resolve(body.whole()));
    answer.once('error', reject);
    answer.once('close', () => {
      body.close();
      const reason = 'the connection ended in the middle of the body';
      if (!answer.complete) reject(new FailedAttempt({ kind: 'connection', reason }));
    });
  });
}

function announcedSize({ headers }: IncomingMessage): number | undefined {
  const text = headers['content-length'];
  return text === undefined || !/^\d{1,15}$/.test(text) ? undefined : Number(text);
}

/** Node ends a body that goes beyond its announced size. */
class KnownSize {
  size = 0;
  readonly #bytes: Buffer;
  #isWhole = false;

  constructor(size: number) {
    this.#bytes = takeBytes(size);
  }

  add(piece: Buffer): void {
    this.#bytes.set(piece, this.size);
    this.size += piece.length;
    freeBytes(piece);
  }

  whole(): Uint8Array {
    this.#isWhole = true;
    return passedOn(this.#bytes.subarray(0, this.size));
  }

  close(): void {
    if (!this.#isWhole) giveBackBytes(this.#bytes);
  }
}

/** A piece costs as much memory as some hundred bytes besides its own: smaller ones than this are put together, */
const SMALL_BYTES = 8 * 1024;
/** in blocks of this size. */
const BLOCK_BYTES = 64 * 1024;

class UnknownSize {
  size = 0;
  readonly #pieces: Uint8Array[] = [];
  #block: Buffer<ArrayBuffer> | undefined;
  /** Of the block. */
  #filled = 0;

  add(piece: Buffer): void {
    this.size += piece.length;
    // The parser of HTTP copies what a connection read; what would lie in the memory of the next read is not kept.
    if (piece.length >= SMALL_BYTES && hasItsOwnMemory(piece)) {
      this.#endBlock();
      this.#pieces.push(piece);
      return;
    }
    // Full blocks can be given back at once.
    for (let from = 0; from < piece.length; ) {
      this.#block ??= Buffer.allocUnsafeSlow(BLOCK_BYTES);
      const copied = piece.copy(this.#block, this.#filled, from);
      from += copied;
      this.#filled += copied;
      if (this.#filled === BLOCK_BYTES) this.#endBlock();
    }
  }

  #endBlock(): void {
    if (this.#block !== undefined) this.#pieces.push(this.#block.subarray(0, this.#filled));
    this.#block = undefined;
    this.#filled = 0;
  }

  whole(): Uint8Array {
    this.#endBlock();
    const bytes = takeBytes(this.size);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return passedOn(bytes);
  }

  close(): void {
    this.#pieces.forEach(freeBytes);
  }
}

/** Who gets a body may have lost interest meanwhile. */
function passedOn(body: Uint8Array): Uint8Array {
  giveBackIfLost(body);
  return body;
}
