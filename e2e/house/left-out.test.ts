/** Whoever runs the suite against a deployment is told what was not run, and nothing is left out in silence. */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LEFT_OUT } from '../stories/left-out.ts'
import { ROOT } from './sources.ts'

test('[XB11] every folder of browser tests is named with the reason why it is left out', () => {
  const folders = readdirSync(`${ROOT}/e2e`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => `e2e/${file.split('/').slice(0, -1).join('/')}`)
  expect([...new Set(folders)].sort()).toEqual(Object.keys(LEFT_OUT).sort())
})
