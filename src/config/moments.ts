/**
 * An ISO 8601 date and time with a zone, of a day that exists (`Date.parse` takes 30 February for 1 March), as epoch
 * milliseconds. Undefined for a leap second, which they cannot count.
 */
export function parseMoment(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const amount = String.raw`(\d+(?:\.\d+)?)`;
const duration = new RegExp(
  `^P(?!$)(?:${amount}W)?(?:${amount}D)?(?:T(?=\\d)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
);
const unitsInMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * An ISO 8601 duration in milliseconds, rounded up. Undefined if it is written otherwise, is longer than numbers are
 * exact, or has years or months, which have no fixed length.
 */
export function parseDuration(text: string): number | undefined {
  const amounts = duration.exec(text)?.slice(1);
  if (amounts === undefined) return undefined;
  const total = amounts.reduce((sum, value, index) => sum + Number(value ?? 0) * (unitsInMs[index] ?? 0), 0);
  // A product such as 1.001 * 1000 is a little too large; a millionth of a millisecond is far above that error.
  const milliseconds = Math.ceil(Number(total.toFixed(6)));
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}
