/** The number that a flag was given. Throws with a text for the user. */
export function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RangeError(`${flag} must be a whole number, is "${text}"`);
}
