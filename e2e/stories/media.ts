/**
 * `npm run e2e:media`: pictures and videos of the stories, kept in test-results/media. Playwright looks for ffmpeg
 * below a folder of its own when it is loaded, so that folder is made, with the system's ffmpeg in it, before
 * anything that needs it is imported.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ROOT } from '../harness/pad-server.ts'
import { temporaryFolder } from '../harness/temporary.ts'

const FFMPEG = '/usr/bin/ffmpeg'
const folder = join(ROOT, 'test-results/media')

/** The name Playwright gives the folder of the ffmpeg it was made for: `ffmpeg-1013`. */
function ffmpegFolder(): string {
  const core = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  const { browsers } = JSON.parse(readFileSync(join(core, 'browsers.json'), 'utf8')) as {
    browsers: readonly { name: string; revision: string }[]
  }
  return `ffmpeg-${browsers.find(({ name }) => name === 'ffmpeg')?.revision}`
}

const programs = await temporaryFolder('programs')
try {
  execFileSync(FFMPEG, ['-version'], { stdio: 'ignore' })
  mkdirSync(join(programs.path, ffmpegFolder()))
  symlinkSync(FFMPEG, join(programs.path, ffmpegFolder(), 'ffmpeg-linux'))
  process.env.PLAYWRIGHT_BROWSERS_PATH = programs.path
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { film } = await import('./filming.ts')
  await film({ folder, ffmpeg: FFMPEG, wanted: process.argv.slice(2), say: console.log })
} finally {
  await programs.remove()
}
