/** What must never stand in a report, in every place where it could. */
import { expect, test } from 'vitest'
import { redactHeaders, redactText } from './redact.ts'

test.each([
  ['https://me:secret@pads.test/', 'https://[redacted]@pads.test/'],
  ['GET /p/a?token=abc&lang=en', 'GET /p/a?token=[redacted]&lang=en'],
  ['wss://x/?access_token=a.b&room=1', 'wss://x/?access_token=[redacted]&room=1'],
  ['/socket.io/?EIO=4&sid=AbC123', '/socket.io/?EIO=4&sid=[redacted]'],
  ['{"sid":"AbC123","pingInterval":25000}', '{"sid":"[redacted]","pingInterval":25000}'],
  ['{"code":"upgrade-removed"}', '{"code":"upgrade-removed"}'],
  ['bearer eyJhbGciOi.eyJzdWIiOiI.c2lnbmF0dXJl end', 'bearer [redacted] end'],
  ['/p/my-pad?limit=1', '/p/my-pad?limit=1'],
])('[DO16] %s', (text, redacted) => {
  expect(redactText(text)).toBe(redacted)
})

test('[DO16] headers that let somebody in keep their name alone; those that ask for it stay', () => {
  expect(
    redactHeaders([
      ['Cookie', 'session=1'],
      ['Set-Cookie', 'id=2; Path=/'],
      ['Authorization', 'Basic bWU='],
      ['X-My-Token', 'x'],
      ['WWW-Authenticate', 'Basic realm="pads"'],
      ['Sec-WebSocket-Accept', 'hash='],
      ['Location', 'https://login.test/?session=1'],
    ]),
  ).toEqual([
    ['Cookie', '[redacted]'],
    ['Set-Cookie', '[redacted]'],
    ['Authorization', '[redacted]'],
    ['X-My-Token', '[redacted]'],
    ['WWW-Authenticate', 'Basic realm="pads"'],
    ['Sec-WebSocket-Accept', 'hash='],
    ['Location', 'https://login.test/?session=[redacted]'],
  ])
})
