const PREVIEW_CHARACTERS = 300;

/** The beginning of a body as one line for a person: at most 300 characters, no control characters. */
export function previewOf(body: Uint8Array): string {
  if (body.length === 0) return '(an empty body)';
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 4 * PREVIEW_CHARACTERS)).toString();
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > PREVIEW_CHARACTERS ? `${line.slice(0, PREVIEW_CHARACTERS)}…` : line;
}
