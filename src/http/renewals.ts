import type { Authenticator, Authorized } from './auth.ts';

/**
 * Decides, for one request, whether an attempt that was refused for its credentials is made again with others. Whatever
 * time passed between two refusals, the second may be of credentials that have ended meanwhile: then they are renewed
 * again. Two in a row end it if the credentials of the second one were fetched after the first.
 */
export class Renewals {
  readonly #authenticator: Authenticator;
  /** How many credentials had been fetched when the attempt before was refused for its own. */
  #fetched: number | undefined;

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator;
  }

  /** Called after each failure; `status` is that of the answer, if there was one. */
  helpAfter(status: number | undefined, authorized: Authorized): boolean {
    const before = this.#fetched;
    this.#fetched = undefined;
    if (status !== 401 || (before !== undefined && authorized.fetched > before)) return false;
    this.#fetched = this.#authenticator.renew(authorized);
    return this.#fetched !== undefined;
  }
}
