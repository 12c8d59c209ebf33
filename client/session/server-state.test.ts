import { expect, test } from 'vitest'
import { fetchState } from './server-state.ts'

const answers = (...all: readonly Response[]) => {
  let asked = 0
  return {
    asked: () => asked,
    deps: {
      fetch: (async () => all[asked++] ?? new Response(Uint8Array.of(0, 0))) as typeof fetch,
      wait: async () => {},
      random: () => 0.5,
    },
  }
}
const refused = (body: string) => new Response(body, { status: 403 })

test.each(['link-needed', 'link-unknown'])(
  '[AC13] a pad that is closed with %s is not asked for again',
  async (code) => {
    const server = answers(refused(JSON.stringify({ code })))
    expect(await fetchState('/state', server.deps)).toBeUndefined()
    expect(server.asked()).toBe(1)
  },
)

test.each(['<html>', '{}', JSON.stringify({ code: 'foreign-origin' })])(
  '[AC13] after a 403 that says %j a pad is asked for again',
  async (body) => {
    const server = answers(refused(body))
    expect((await fetchState('/state', server.deps))?.update).toEqual(Uint8Array.of(0, 0))
    expect(server.asked()).toBe(2)
  },
)
