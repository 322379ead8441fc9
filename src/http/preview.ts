/** Takes secrets out of a text; where the text was cut, also the beginning of one at its end. */
export type Redact = (text: string, cut?: boolean) => string;

const PREVIEW_CHARACTERS = 300;
/** As far as a body is looked at: enough for the preview whatever is taken out of it. */
const LOOKED_AT_BYTES = 64 * 1024;
/** More characters than a secret has in any encoding: one that begins before the end of what is looked at may be cut. */
const LONGEST_SECRET = 24 * 1024;

/**
 * The beginning of a body as one line for a person: at most 300 characters, no control characters. Secrets are taken
 * out before it is cut: a cut secret could not be found any more.
 */
export function previewOf(body: Uint8Array, redact: Redact): string {
  if (body.length === 0) return '(an empty body)';
  const whole = body.length <= LOOKED_AT_BYTES;
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, LOOKED_AT_BYTES)).toString();
  // The server itself may have cut it, and in UTF-16 each letter has a NUL beside it, behind which nothing is found.
  const redacted = redact(text.replaceAll('\0', ''), true);
  return oneLine(whole ? redacted : redacted.slice(0, -LONGEST_SECRET));
}

/** A text that may hold what a server said, shortened for a person in the same way. */
export function shortText(text: string, redact: Redact): string {
  return previewOf(Buffer.from(text), redact);
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > PREVIEW_CHARACTERS ? `${line.slice(0, PREVIEW_CHARACTERS)}…` : line;
}
