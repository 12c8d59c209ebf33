/**
 * The numbers of the connection, in milliseconds, each with its reason. Handed to the machine, so that a test
 * or an app can hand in others.
 */
export interface Policy {
  /** How long one attempt may take to open. Proxies that swallow a handshake answer never. */
  readonly openWithin: number
  /** How long an open WebSocket may take to answer its first ping. */
  readonly proveWithin: number
  /** When HTTP exchange joins an attempt that has no healthy round trip yet. */
  readonly exchangeAfter: number
  /** Silence after which the line is asked. With `answerWithin` an idle half-open line is noticed within 25 s. */
  readonly idle: number
  /** How long a ping may stay unanswered on an idle line. */
  readonly answerWithin: number
  /** How long an edit may stay unacknowledged before the line is asked: noticed within 8 s while typing. */
  readonly acknowledgeWithin: number
  readonly answerWithinWhileTyping: number
  /** A timer that fires this much late says more about the device (sleep, hidden tab) than about the line. */
  readonly late: number
  /** Any moment up to here, the first time: most losses concern one line only, and its person waits. */
  readonly backoffFirst: number
  /**
   * Any moment up to here, the second time, then doubling up to the cap. Whoever is refused twice has probably
   * lost the server, as everybody else has: docs/decisions/0005.
   */
  readonly backoffSpread: number
  readonly backoffCapVisible: number
  readonly backoffCapHidden: number
  /** How long a connection must live for the next loss to count as the first again. */
  readonly stable: number
  /** Between two tries of WebSocket while HTTP exchange carries: doubling, with jitter. */
  readonly probeFirst: number
  readonly probeLast: number
}

export const DEFAULT_POLICY: Policy = {
  openWithin: 5_000,
  proveWithin: 5_000,
  exchangeAfter: 2_500,
  idle: 15_000,
  answerWithin: 8_000,
  acknowledgeWithin: 3_500,
  answerWithinWhileTyping: 4_000,
  late: 3_000,
  backoffFirst: 500,
  backoffSpread: 8_000,
  backoffCapVisible: 10_000,
  backoffCapHidden: 60_000,
  stable: 10_000,
  probeFirst: 10_000,
  probeLast: 300_000,
}
