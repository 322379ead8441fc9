/** How long each part of a request may take, in milliseconds. */
export interface Limits {
  /** Looking up the name, connecting and the TLS handshake. */
  readonly connect: number;
  /** From the connection to the head of the answer: the query itself. */
  readonly firstByte: number;
  /** Between two pieces of the body. */
  readonly idle: number;
  /** One attempt, so that a body that drips for ever ends as well. */
  readonly total: number;
  /** All attempts of a request with the pauses between them. */
  readonly all: number;
}

export type Limit = keyof Limits;

/** What the user reads when a limit is passed. */
const reasons: Readonly<Record<Limit, (span: string) => string>> = {
  connect: (span) => `no connection within ${span}`,
  firstByte: (span) => `no first byte within ${span}`,
  idle: (span) => `silent for ${span}`,
  total: (span) => `not whole after ${span}`,
  all: (span) => `no answer within ${span} in all`,
};

/** A network that takes longer to connect does not connect. */
export const LONGEST_CONNECT_MS = 30_000;
/** The whole attempt, as a multiple of the silence that is allowed. */
const TOTAL_TIMES_SILENCE = 10;
/** Leaves room for some pauses that the API asks for, which are up to 10 minutes each. */
const SHORTEST_ALL_MS = 60 * 60_000;

/** The limits that follow from `requests.timeout_seconds`, and from how long somebody waits who is in a hurry. */
export function limitsOf(silenceMs: number, patienceMs?: number): Limits {
  const total = TOTAL_TIMES_SILENCE * silenceMs;
  return {
    connect: Math.min(silenceMs, LONGEST_CONNECT_MS),
    firstByte: silenceMs,
    idle: silenceMs,
    total,
    all: patienceMs ?? Math.max(SHORTEST_ALL_MS, 2 * total),
  };
}

export function reasonOf(limit: Limit, limits: Limits): string {
  return reasons[limit](`${limits[limit] / 1000} s`);
}

/**
 * The end of all attempts of a request. It counts from the first one on: until then the request waits for others, which
 * says nothing about the API.
 */
export class Deadline {
  readonly #all: number;
  #endsAt = Number.POSITIVE_INFINITY;

  constructor({ all }: Limits) {
    this.#all = all;
  }

  begin(now: number): void {
    if (this.#endsAt === Number.POSITIVE_INFINITY) this.#endsAt = now + this.#all;
  }

  /** Epoch milliseconds from which on no attempt begins any more. */
  get endsAt(): number {
    return this.#endsAt;
  }
}
