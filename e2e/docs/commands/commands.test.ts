/** Every command on a page that can be typed is typed, on real proxies, and what comes back is what the page says. */
import { afterAll, expect, test } from 'vitest'
import { createApps } from '../../proxies/apps.ts'
import { answers } from './blocks.ts'
import { originalOf, pages, runnable } from './pages.ts'
import { startStage } from './stages.ts'
import { desk, type } from './type.ts'

/** The longest page asks the doctor five times, each against servers and proxies that are started for it. */
const PAGE_MS = 600_000

const apps = createApps()
afterAll(() => apps.close())

const PAGES = pages().filter((page) => originalOf(page) === undefined && runnable(page).length > 0)

test.each(PAGES)(
  '[DC2] what %s says of its commands is what they do',
  async (page) => {
    const folder = await desk()
    try {
      for (const { commands, stage, answer, line } of runnable(page)) {
        const running = await startStage(stage, apps)
        const came = await type(commands, folder.path, running).finally(running.close)
        if (!answers(answer ?? '…', came)) expect.soft(came, `${page}:${line}`).toBe(answer)
      }
    } finally {
      await folder.remove()
    }
  },
  PAGE_MS,
)
