/** Other people's servers behind a good nginx and a broken one: recognised, spoken to, and never blamed. */
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../doctor/diagnose.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { FOREIGN_APPS } from './foreign-apps.ts'

const PATIENCE_SECONDS = 12

describe.concurrent('behind nginx', () => {
  test.for(FOREIGN_APPS)('[DO9, DO21] $name is recognised, and nothing is found', async (kind) => {
    const app = await kind.start()
    const proxy = await startNginx(app.port)
    try {
      const { dialect, checks, exit } = await diagnose(`${proxy.url}${kind.path}`, {
        patience: PATIENCE_SECONDS,
        twoUser: kind.dialect === 'y-websocket',
      })
      const wrong = checks.filter(({ status }) => status !== 'pass' && status !== 'skip')
      expect({ name: dialect.name, wrong, exit }).toEqual({ name: kind.dialect, wrong: [], exit: 0 })
      expect(checks.find(({ id }) => id === 'D11')?.status).toBe('pass')
    } finally {
      await proxy.close()
      await app.close()
    }
  })

  test.for(FOREIGN_APPS)('[DO10, DO21] $name without its upgrade', async (kind) => {
    const app = await kind.start()
    const proxy = await startNginx(app.port, forgetting('Upgrade', 'Connection'))
    try {
      const { dialect, causes, exit, transports } = await diagnose(`${proxy.url}${kind.path}`, {
        direct: `http://127.0.0.1:${app.port}${kind.path}`,
        patience: PATIENCE_SECONDS,
      })
      const faults = causes[0]?.faults ?? []
      expect({ name: dialect.name, exit }).toEqual({ name: kind.dialect, exit: 1 })
      expect(faults.map(({ id }) => id)).toContain('nginx-upgrade-headers-missing')
      expect([...new Set(faults.map(({ culprit }) => culprit))]).toEqual(['nginx'])
      const polls = kind.dialect === 'engine.io' || kind.dialect === 'etherpad'
      expect(transports).toEqual({ websocket: 'blocked', http: polls ? 'works' : 'none' })
    } finally {
      await proxy.close()
      await app.close()
    }
  })
})
