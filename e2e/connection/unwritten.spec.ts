/**
 * The worst moment for a server to die: others have seen an edit that no disk has. One person is live by HTTP
 * exchange, one by WebSocket.
 */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { startHop } from '../harness/fault-proxy/hop.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { test as base, expectLine } from './fixtures.ts'

const test = base.extend<{ slowServer: PadServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
  slowServer: async ({}, use) => {
    const server = await startPadServer({ entry: 'dist/e2e/durability/slow-disk.js' })
    await use(server)
    await server.close()
  },
})

test('[E304, E305] a server that dies after it showed an edit and before the edit is on its disk loses nothing', async ({
  slowServer,
  couple,
}) => {
  const hop = await startHop(slowServer.port, { upgrade: 'strip' })
  try {
    const two = await couple(slowServer, hop.url, slowServer.url)
    await expectLine(two.ada, en.status.liveByHttp)
    await expectLine(two.bert, en.status.live)
    await Promise.all([two.adaTypes(' on the disk'), two.bertTypes(' as well')])
    await two.agree()

    slowServer.child().send('hold')
    await slowServer.child().line(/the disk takes its time/)
    const noLie = await two.nothingGetsThrough(two.ada, two.bert)
    // Bert first: "Saved" is about one's own edits, and from here on he has one that is not.
    await two.bertTypes(' by WebSocket, on none')
    await two.adaTypes(' by HTTP, on no disk')
    // Shown to Bert, as much as one request carried: the next one waits until the disk has it.
    await expect.poll(() => two.bert.words()).toMatch(/^Ada: on the disk[^\n]/)
    await expect(two.ada.status).not.toHaveText(en.status.saved)
    await expect(two.bert.status).not.toHaveText(en.status.saved)
    await slowServer.kill()
    await noLie()

    await slowServer.start()
    await two.agree()
  } finally {
    await hop.close()
  }
})

test('[E305] beside a letter of somebody else that no disk has, “Saved” says that it is about one’s own', async ({
  slowServer,
  couple,
}) => {
  const hop = await startHop(slowServer.port, { upgrade: 'strip' })
  try {
    const two = await couple(slowServer, hop.url, slowServer.url)
    await two.bertTypes(' on the disk')
    await two.agree()
    slowServer.child().send('hold')
    await slowServer.child().line(/the disk takes its time/)
    await two.adaTypes(' on no disk')
    await expect.poll(() => two.bert.words()).toMatch(/^Ada:[^\n]/)
    await expect(two.ada.status).not.toHaveText(en.status.saved)
    // Bert wrote nothing since: all of his is there, and the panel promises no more.
    await expect(two.bert.status).toHaveText(en.status.saved)
    await expectLine(two.bert, en.status.savedDetail)
    await expectLine(two.bert, en.status.savedOthers)
    // The author’s page keeps what is not there yet, as the panel says, through the death of the server.
    await slowServer.kill()
    await slowServer.start()
    await two.agree()
  } finally {
    await hop.close()
  }
})
