/**
 * Unit tests that need nothing but npm and yet take long, because they try every operation, bit or size there
 * is. They run with the integration tests, beside the one that sits still for a minute, and so cost no time.
 */
export const LONG_TESTS: readonly string[] = [
  'server/storage/log/damage.test.ts',
  'server/storage/log/power-loss.test.ts',
]
