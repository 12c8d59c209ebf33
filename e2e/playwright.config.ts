/**
 * Real browsers against the real server, direct and behind a real nginx. Debian's own browsers are driven, so
 * nothing is downloaded; where one is not installed, Playwright's own is used when present. Chromium runs every
 * test, Firefox those tagged `@firefox`: where browsers differ, and a part that stands for the rest.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { DOMAIN } from './proxies/certificate.ts'

const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const firefox = ['/usr/bin/firefox-esr'].find((path) => existsSync(path))
const program = (path: string | undefined) => (path === undefined ? {} : { executablePath: path })
/** The browsers alone know the name under which proxies with TLS are reached. */
const resolves = {
  chromium: { args: [`--host-resolver-rules=MAP ${DOMAIN} 127.0.0.1`] },
  firefox: { firefoxUserPrefs: { 'network.dns.localDomains': DOMAIN } },
}

/** Chromium without windows. It starts in half the time. */
const SHELL = '/usr/bin/chromium-headless-shell'
/** For hundreds of short visits, where starting is most of the work: laid over the project of that name. */
export const inShell = existsSync(SHELL)
  ? [
      {
        name: 'chromium',
        use: { launchOptions: { ...program(SHELL), ...resolves.chromium } },
      },
    ]
  : []

export default defineConfig({
  testDir: fileURLToPath(new URL('.', import.meta.url)),
  testMatch: [
    'browsers/*.spec.ts',
    'pads/*.spec.ts',
    'device/*.spec.ts',
    'connection-ui/*.spec.ts',
    'admission/*.spec.ts',
    'operate/*.spec.ts',
  ],
  outputDir: '../test-results/browsers',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // For what hangs: on a busy machine everything takes several times as long.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/browsers.json' }]],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 40_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
  },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { ...program(chromium), ...resolves.chromium } },
    },
    {
      name: 'firefox',
      grep: /@firefox/,
      // Each person has a whole browser there, and one takes seconds to start.
      timeout: 240_000,
      use: {
        browserName: 'firefox',
        // Only by this channel does Playwright drive a Firefox that it did not bring itself (WebDriver BiDi).
        ...(firefox === undefined ? {} : { channel: 'moz-firefox' }),
        launchOptions: { ...program(firefox), ...resolves.firefox },
        // Recording costs more than the tests themselves over that route.
        trace: 'off',
      },
    },
  ],
})
