const moment = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * An ISO 8601 date and time with a zone as epoch milliseconds. Undefined if it is written otherwise or does not
 * exist: `Date.parse` would take 30 February for 1 March.
 */
export function parseMoment(text: string): number | undefined {
  const parts = moment.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = parts;
  const numbers = [year, Number(month) - 1, day, hour, minute, second, fraction.padEnd(3, '0')].map(Number);
  const date = new Date(0);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0] = numbers;
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(y, mo, d);
  date.setUTCHours(h, mi, s, ms);
  const exists = date.getUTCMonth() === mo && date.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  if (!exists || Number(zoneHour) > 23 || Number(zoneMinute) > 59) return undefined;
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000;
  return date.getTime() - (sign === '-' ? -zone : zone);
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
