import type { IncomingMessage } from 'node:http';
import { FailedAttempt } from './failure.ts';

/**
 * Takes the body of an answer in, packed as it comes, from the first moment on. Where its size is announced, each piece
 * goes to its place at once: no piece is kept until the end, which costs memory and the work to free it. `onPiece` is
 * called with each. Errors: FailedAttempt (`too_large`, `connection`), those of Node's streams.
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
    const whole = announced === undefined ? undefined : Buffer.allocUnsafeSlow(announced);
    const pieces: Buffer[] = [];
    let size = 0;
    answer.on('data', (piece: Buffer) => {
      onPiece();
      if (size + piece.length > maxBytes) {
        refuse();
        return;
      }
      // Node ends a body that goes beyond its announced size.
      if (whole === undefined) pieces.push(piece);
      else whole.set(piece, size);
      size += piece.length;
    });
    answer.once('end', () => resolve(whole?.subarray(0, size) ?? Buffer.concat(pieces, size)));
    answer.once('error', reject);
    answer.once('close', () => {
      const reason = 'the connection ended in the middle of the body';
      if (!answer.complete) reject(new FailedAttempt({ kind: 'connection', reason }));
    });
  });
}

function announcedSize({ headers }: IncomingMessage): number | undefined {
  const text = headers['content-length'];
  return text === undefined || !/^\d{1,15}$/.test(text) ? undefined : Number(text);
}
