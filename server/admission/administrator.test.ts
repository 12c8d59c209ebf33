import { describe, expect, test } from 'vitest'
import { createAdministratorCheck } from './administrator.ts'

const TOKEN = 'correct-horse-battery-staple'
const bearing = (authorization?: string) => ({ headers: { authorization } })

describe('the administrator', () => {
  test.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `BEARER  ${TOKEN} `])(
    '[OP1] %j is the administrator',
    (header) => {
      expect(createAdministratorCheck(TOKEN)(bearing(header))).toBe(true)
    },
  )

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN} ${TOKEN}`,
    `Bearer ${TOKEN.toUpperCase()}`,
  ])('[OP1] %j is nobody', (header) => {
    expect(createAdministratorCheck(TOKEN)(bearing(header))).toBe(false)
  })

  test.each([undefined, '', 'Bearer ', 'Bearer undefined'])(
    '[OP1] without a token set, %j is nobody',
    (header) => {
      expect(createAdministratorCheck(undefined)(bearing(header))).toBe(false)
    },
  )
})
