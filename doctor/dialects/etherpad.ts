/**
 * Etherpad: engine.io below its base address, with a health document of its own. Since 2.3 it begins by polling, so
 * that a lost upgrade makes it slow and not mute. Tested on a stand-in of what it answers.
 */
import { bodyOf, type Dialect, jsonOf } from './dialect.ts'
import { engineIo } from './engine-io.ts'

export const etherpad: Dialect = {
  ...engineIo,
  name: 'etherpad',
  title: 'Etherpad',
  page: (room) => `p/${room}`,
  health: 'health',
  endings: /(p\/[^/]+|socket\.io)\/?$/,
  signs: [
    {
      path: 'health',
      tells: (answer) => {
        const health = jsonOf(answer)
        const is = health?.status === 'pass' && 'releaseId' in health
        return is ? `health tells release ${String(health?.releaseId)}` : undefined
      },
    },
    {
      path: '',
      tells: (answer) =>
        /<title>Etherpad/i.test(bodyOf(answer)) ? 'the page calls itself Etherpad' : undefined,
    },
  ],
}
