/** A pad is made where only some methods pass, and a refusal by the server itself stays one. */
import { expect, test } from 'vitest'
import { isPadId } from '../../protocol/pad-id.ts'
import { createPadsApi } from './pads-api.ts'

const apiThatAnswers = (status: number, body: string) =>
  createPadsApi(
    { base: '/' },
    {
      fetch: async () => new Response(body, { status }),
      randomBytes: (count) => new Uint8Array(count).fill(251),
    },
  )

test.each([403, 405, 501])(
  '[UI13] where a proxy answers %i to making a pad, an address of its own is opened',
  async (status) => {
    const { id } = await apiThatAnswers(status, '<h1>Not Allowed</h1>').create()
    expect(id).toBe('-_v7-_v7-_v7-_v7')
    expect(isPadId(id)).toBe(true)
  },
)

test.each([
  [403, '{"code":"origin-refused"}', 'origin-refused'],
  [429, '{"code":"too-many-pads"}', 'too-many-pads'],
  [502, '<h1>Bad Gateway</h1>', 'http-502'],
  [404, '', 'http-404'],
])('[UI13] %i with %s is told, and nothing is opened', async (status, body, code) => {
  await expect(apiThatAnswers(status, body).create()).rejects.toMatchObject({ code })
})
