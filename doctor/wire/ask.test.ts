/** Answers as honest servers and odd ones send them, read to the byte. */
import { expect, test } from 'vitest'
import { ask, type Question } from './ask.ts'
import type { Endpoint } from './endpoint.ts'
import { nodePlatform } from './node-platform.ts'
import { standIn } from './stand-in.ts'

async function answerTo(
  bytes: string | readonly string[],
  question: Partial<Question> = {},
  end = true,
): Promise<Awaited<ReturnType<typeof ask>>> {
  const server = await standIn((socket) => {
    for (const piece of typeof bytes === 'string' ? [bytes] : bytes) socket.write(piece)
    if (end) socket.end()
  })
  try {
    return await ask(server.endpoint, { path: '/', patience: 20_000, ...question }, nodePlatform)
  } finally {
    await server.close()
  }
}

const wellFormed = [
  ['by length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more', 'hello'],
  ['to the end', 'HTTP/1.0 200 OK\r\n\r\nhello', 'hello'],
  [
    'by chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\nT: 1\r\n\r\n',
    'hello',
  ],
  [
    'after interim answers',
    'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
    'hi',
  ],
  ['with bare line feeds', 'HTTP/1.1 404 Not Found\nContent-Length: 2\n\nno', 'no'],
  ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', ''],
  ['with the same length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
] as const

test.each(wellFormed)('[DO7] a body %s', async (_name, bytes, text) => {
  const outcome = await answerTo(bytes, {}, true)
  if (outcome.is === 'unanswered') throw outcome.failure
  expect({ text: outcome.body.bytes.toString(), whole: outcome.body.whole }).toEqual({ text, whole: true })
})

test.each([
  ['by length', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello'],
  ['by chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
])('[DO7] a body %s that is cut is told as cut', async (_name, bytes) => {
  const outcome = await answerTo(bytes)
  expect(outcome).toMatchObject({ is: 'answered', body: { whole: false } })
})

test.each([
  ['nothing', '', 'ended'],
  ['half a head', 'HTTP/1.1 200 OK\r\nServer: x', 'ended'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
  ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n', 'not-http'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi', 'body-malformed'],
  [
    'a chunk without a size',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n',
    'body-malformed',
  ],
])('[DO7] %s is no answer, and is told by a code', async (_name, bytes, code) => {
  const outcome = await answerTo(bytes)
  expect(outcome.is === 'unanswered' ? outcome.failure.code : outcome).toBe(code)
})

test('[DO7] a request carries what was asked and nothing that could be another header', async () => {
  let got = ''
  const server = await standIn((socket, first) => {
    got = first.toString()
    socket.end('HTTP/1.1 204 No Content\r\n\r\n')
  })
  const endpoint: Endpoint = { ...server.endpoint, headers: [['Cookie', 'a=1\r\nX-Evil: 1']] }
  await ask(endpoint, { path: '/x?y=1', method: 'POST', body: Buffer.from('hi') }, nodePlatform)
  await server.close()
  expect(got.split('\r\n')).toEqual([
    'POST /x?y=1 HTTP/1.1',
    `Host: ${endpoint.authority}`,
    'User-Agent: holdfast-doctor',
    'Accept: */*',
    'Cookie: a=1 X-Evil: 1',
    'Connection: close',
    'Content-Length: 2',
    '',
    'hi',
  ])
})

test('[DO7] an early refusal of a large body is read although the body was not', async () => {
  const server = await standIn((socket) => {
    socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno')
    socket.pause()
  })
  const body = Buffer.alloc(4_000_000)
  const outcome = await ask(server.endpoint, { path: '/', method: 'POST', body }, nodePlatform)
  await server.close()
  expect(outcome).toMatchObject({ is: 'answered', status: 413 })
})

test('[DO7] a Host of the caller takes the place of the own one', async () => {
  let got = ''
  const server = await standIn((socket, first) => {
    got = first.toString()
    socket.end('HTTP/1.1 204 No Content\r\n\r\n')
  })
  await ask({ ...server.endpoint, headers: [['Host', 'pads.test']] }, { path: '/' }, nodePlatform)
  await server.close()
  expect(got.match(/^host: .*$/gim)).toEqual(['Host: pads.test'])
})
