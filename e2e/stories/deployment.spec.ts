/** The stories told against a deployment, here one behind a broken proxy. */
import { expect } from '@playwright/test'
import { tellStories } from './deployment.ts'
import { test } from './fixtures.ts'

test('[XB11] against a deployment behind a broken nginx the real client works, the exhibits fail as it says, and no pad stays', async ({
  way,
  browser,
  house,
}) => {
  test.slow()
  const { url } = await way('an nginx without the lines for WebSocket')
  const said: string[] = []
  const before = await padsOf(house.server.url)
  const counts = await tellStories(url, { browser, say: (line) => said.push(line), random: Math.random })
  expect(said.filter((line) => /^[✕!]/.test(line))).toEqual([])
  expect(counts).toEqual({ passed: 5, failed: 0, leftOut: 0 })
  expect(await padsOf(house.server.url)).toEqual(before)
})

/** Titles of the stories' own kind only: other tests make pads meanwhile. */
async function padsOf(url: string): Promise<readonly string[]> {
  const response = await fetch(
    `${url}/api/pads?limit=200&q=${encodeURIComponent('Check of this deployment')}`,
  )
  return ((await response.json()) as { pads: { id: string }[] }).pads.map(({ id }) => id)
}
