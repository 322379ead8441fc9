import type { DraftConfig } from './draft.ts';
import { foundValue, type Violation } from './violation.ts';

/** What HTTP calls a token: the name of a header. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What HTTP clients send in the value of a header. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

export function isHeaderValue(text: string): boolean {
  return headerValue.test(text);
}

/** What spec.json cannot say about the address and the credentials. */
export function connectionViolations({ base_url, auth }: DraftConfig): Violation[] {
  const addresses = addressViolations('base_url', base_url);
  switch (auth?.type) {
    case undefined:
    case 'none':
      return addresses;
    case 'bearer':
      return [...addresses, ...tokenViolations(auth.token)];
    case 'api_key':
      return [...addresses, ...apiKeyViolations(auth)];
    case 'http_basic':
      return [...addresses, ...basicViolations(auth)];
    case 'oauth2_client_credentials':
      return [...addresses, ...addressViolations('auth.access_token_url', auth.access_token_url)];
  }
}

function addressViolations(key: string, text: string | undefined): Violation[] {
  if (text === undefined) return [];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return [{ key, found: foundValue(text), expected: 'an address with a valid host and port' }];
  if (url.username === '' && url.password === '') return [];
  const expected = 'an address without them: use auth with type "http_basic"';
  return [{ key, found: 'has a user name or a password in it', expected }];
}

function tokenViolations(token: string | undefined): Violation[] {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return [];
  const found = 'is a string with blanks, line breaks or characters that are not ASCII';
  return [{ key: 'auth.token', found, expected: 'the token alone' }];
}

interface ApiKeyDraft {
  readonly name?: string;
  readonly api_key?: string;
  readonly location?: 'header' | 'query';
}

function apiKeyViolations({ name, api_key, location = 'header' }: ApiKeyDraft): Violation[] {
  if (location === 'query') return [];
  const violations: Violation[] = [];
  if (name !== undefined && !headerName.test(name)) {
    violations.push({
      key: 'auth.name',
      found: foundValue(name),
      expected: 'a header name, without blanks and colons',
    });
  }
  if (api_key !== undefined && !isHeaderValue(api_key)) {
    const found = 'is a string with line breaks or other characters that no header can carry';
    violations.push({ key: 'auth.api_key', found, expected: 'the key alone' });
  }
  return violations;
}

/** RFC 7617: the first colon ends the user name, and neither part has control characters. */
function basicViolations({
  username,
  password,
}: {
  readonly username?: string;
  readonly password?: string;
}): Violation[] {
  const violations: Violation[] = [];
  if (username !== undefined && /[:\p{Cc}]/u.test(username)) {
    const expected = 'a user name without colons and control characters';
    // Without a password the name is a key, of which no part may be shown.
    const found = password ? foundValue(username) : 'is a string with a colon or a control character';
    violations.push({ key: 'auth.username', found, expected });
  }
  if (password !== undefined && /\p{Cc}/u.test(password)) {
    const found = 'is a string with line breaks or other control characters';
    violations.push({ key: 'auth.password', found, expected: 'the password alone' });
  }
  return violations;
}
