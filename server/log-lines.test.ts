import { describe, expect, test } from 'vitest'
import { createLogLines } from './log-lines.ts'
import { createRedaction, REDACTED } from './redaction.ts'

const TOKEN = 'a-token-of-the-administrator'

describe('what is taken out of a line', () => {
  const redact = createRedaction([TOKEN])

  test.each([
    ['a token from the options, wherever it stands', `failed with ${TOKEN}.`, `failed with ${REDACTED}.`],
    [
      'credentials behind their scheme',
      'authorization: Bearer abc.def==',
      `authorization: Bearer ${REDACTED}`,
    ],
    [
      'a page token in an address',
      'GET /p/a/restore?page-token=x1.y2&b=1',
      `GET /p/a/restore?page-token=${REDACTED}&b=1`,
    ],
    ['a cursor', '/collab/a/exchange?cursor=AbC-_9', `/collab/a/exchange?cursor=${REDACTED}`],
  ])('[OP15] %s', (_what, text, expected) => {
    expect(redact({ reason: text })).toEqual({ reason: expected })
  })

  test('[OP15] a field that is a secret by its name goes whole, and what is none stays', () => {
    expect(redact({ Cookie: 'a=b', token: 'x', pad: 'weekly', code: 1006, via: undefined })).toEqual({
      Cookie: REDACTED,
      token: REDACTED,
      pad: 'weekly',
      code: 1006,
      via: undefined,
    })
  })
})

test('[OP15] lines are JSON with time, level and event, without secrets and without what is below the level', () => {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const log = createLogLines({ level: 'info', secrets: [TOKEN] }, { write })
  log.debug('exchange.asked', { pad: 'weekly' })
  log.info('peer.joined', { pad: 'weekly', reason: `it said ${TOKEN}` })
  log.error('http.request-failed')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'peer.joined',
      pad: 'weekly',
      reason: `it said ${REDACTED}`,
    },
    { level: 'error', time: expect.any(String), event: 'http.request-failed' },
  ])
})
