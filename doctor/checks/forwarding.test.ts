/** The verdicts on a claimed address that no stand on the loopback can bring about, and their neighbours. */
import { expect, test } from 'vitest'
import { ANYBODY, type TakenFor } from '../../protocol/witness.ts'
import { belief } from './forwarding.ts'

const BELIEVED: TakenFor = { ...ANYBODY, range: 'reserved' }

test.each([
  ['a visitor who stays who he is', ANYBODY, ANYBODY, 'pass', 'is not believed'],
  ['a visitor who becomes whom he claims', ANYBODY, BELIEVED, 'warn', 'a proxy passes on'],
  ['a public address that is trusted', { ...ANYBODY, isTrusted: true }, BELIEVED, 'warn', 'covers public'],
  [
    'a machine of one’s own network that is trusted',
    { ...ANYBODY, range: 'private', isTrusted: true },
    BELIEVED,
    'pass',
    'cannot be seen',
  ],
] as const)('[DO24] %s', (_who, plain, claiming, status, words) => {
  expect(belief(plain, claiming)).toEqual({ status, words: expect.stringContaining(words) })
})
