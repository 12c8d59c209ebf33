#!/usr/bin/env node
// The `holdfast` command, in plain JavaScript because it must run before anything is built: in a fresh clone it
// builds the command once, in an installed package it finds it built.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../dist/doctor/main.js', import.meta.url)

if (!existsSync(main)) {
  process.stderr.write('holdfast: building the command, once …\n')
  const root = fileURLToPath(new URL('..', import.meta.url))
  const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
  const built = spawnSync(process.execPath, [compiler, '-b', 'doctor'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) {
    process.stderr.write('holdfast: the command could not be built; run npm ci in the clone first\n')
    process.exit(70)
  }
}
await import(main.href)
