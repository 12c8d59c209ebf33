/**
 * `npm run e2e`: the browser tests, with whatever arguments Playwright takes; and with `--base-url URL` the stories
 * against a Holdfast that already runs somewhere. Knows neither tests nor stories.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { tellStories } from '../stories/deployment.ts'
import { lastLine } from './counts.ts'

const EX_USAGE = 64
const CONFIG = 'e2e/playwright.config.ts'

const args = process.argv.slice(2)
const at = args.findIndex((argument) => argument === '--base-url' || argument.startsWith('--base-url='))

if (at < 0) {
  const child = spawn('npx', ['playwright', 'test', '--config', CONFIG, ...args], { stdio: 'inherit' })
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  const given = args[at]?.split('=')[1] ?? args[at + 1] ?? ''
  const url = URL.parse(given)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') await against(url)
  else {
    console.error(
      `--base-url ${given} is not understood; expected an address such as https://pads.example.org/`,
    )
    process.exitCode = EX_USAGE
  }
}

async function against(url: URL): Promise<void> {
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
  const browser = await chromium.launch(installed === undefined ? {} : { executablePath: installed })
  try {
    const baseUrl = url.href.replace(/\/$/, '')
    const counts = await tellStories(baseUrl, { browser, say: console.log, random: Math.random })
    console.log(lastLine({ ...counts, skipped: counts.leftOut, remarks: [] }))
    process.exitCode = counts.failed === 0 ? 0 : 1
  } finally {
    await browser.close()
  }
}
