const PREVIEW_CHARACTERS = 300;
/** Enough for the preview whatever is taken out of it. */
const LOOKED_AT_BYTES = 16 * 1024;

/**
 * The beginning of a body as one line for a person: at most 300 characters, no control characters. Secrets are taken
 * out before it is cut: a cut secret could not be found any more.
 */
export function previewOf(body: Uint8Array, redact: (text: string) => string): string {
  if (body.length === 0) return '(an empty body)';
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, LOOKED_AT_BYTES)).toString();
  const line = redact(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > PREVIEW_CHARACTERS ? `${line.slice(0, PREVIEW_CHARACTERS)}…` : line;
}
