/**
 * A configuration without what was left out: forms and templates send null for it, and an empty text for a moment that is not
 * set.
 */
export function withoutLeftOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLeftOut);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => !isLeftOut(name, member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutLeftOut(member)]));
}

function isLeftOut(name: string, member: unknown): boolean {
  return member === null || (name === 'end_time' && member === '');
}
