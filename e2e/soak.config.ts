/** What takes minutes because it waits for a browser's own clock: by command only, not part of `npm test`. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('soak', import.meta.url)),
  testMatch: '*.spec.ts',
  outputDir: '../test-results/soak',
  reporter: [['list'], ['json', { outputFile: '../test-results/soak.json' }]],
})
