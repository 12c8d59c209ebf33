/** The stories: what two people see through proxies that let WebSocket pass, and through ones that do not. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('stories', import.meta.url)),
  testMatch: '*.spec.ts',
  // These bounds are for lines that hang: a story waits for events, and takes some ten seconds on an idle machine.
  timeout: 240_000,
  use: { actionTimeout: 60_000, navigationTimeout: 60_000 },
  outputDir: '../test-results/stories',
  reporter: [['list'], ['json', { outputFile: '../test-results/stories.json' }]],
})
