/** The scheme of RFC 7617, before its credentials. */
export const BASIC = 'Basic ';

/** The value of a header with these credentials: a name and a password with a colon between them. */
export function basicAuthorization(pair: string): string {
  return BASIC + Buffer.from(pair).toString('base64');
}
