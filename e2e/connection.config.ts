/** Two people type while the network between them and the server is disturbed. Everything else as everywhere. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('connection', import.meta.url)),
  testMatch: '*.spec.ts',
  outputDir: '../test-results/connection',
  reporter: [['list'], ['json', { outputFile: '../test-results/connection.json' }]],
})
