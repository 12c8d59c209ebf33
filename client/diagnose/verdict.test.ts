/** The conclusions of the check from observations alone, for every fault whose page opens: no proxy, no browser. */
import { describe, expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import { diagnoseEn as say } from '../../protocol/words/en-diagnose.ts'
import { classOf } from '../../proxy-configs/causes/classes.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { SYMPTOMS } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { expected, GOOD, livePath, noSocket, stripped } from '../../proxy-configs/probes.ts'
import { BEYOND_A_BROWSER, browserView } from './browser-view.ts'
import { lineFound } from './line-found.ts'
import { tell } from './told.ts'
import { verdictOf } from './verdict.ts'

const observed = (results: Observation['results']): Observation => ({
  results,
  took: {},
  brands: new Set(),
  hops: undefined,
  tells: new Set(),
  isThrough: 'unknown',
})
const toldOf = (observation: Observation, deviceOnline = true) => ({
  observation,
  verdict: verdictOf(observation),
  traced: undefined,
  deviceOnline,
  byLinks: false,
})

const opens = FAULTS.filter(({ expect: { page = '200 app', script = '200 app' } }) =>
  [page, script].every((word) => word === '200 app'),
)

describe('what a browser concludes', () => {
  test.each(opens)('[DG4] $id is named, with all that look the same to the doctor', (fault) => {
    const view = browserView(fault)
    const { kind, causes } = verdictOf(view)
    if (deviations(view.results).length === 0) {
      expect(kind).toBe('well')
      return
    }
    const found = causes[0]?.faults ?? []
    if (fault.id in BEYOND_A_BROWSER) expect(found.map(({ symptom }) => symptom)).toContain(fault.symptom)
    else expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([...classOf(fault.id)]))
  })

  test('[DG4] a good deployment has no cause, and what was not seen is not wrong', () => {
    expect(verdictOf(observed(GOOD))).toMatchObject({ kind: 'well', websocket: 'works', causes: [] })
    expect(verdictOf(observed({}))).toMatchObject({ websocket: 'unknown', http: 'unknown', wrong: [] })
  })

  test.each([
    ['by-http', expected(stripped('http-1.0 nginx'))],
    ['by-http', expected({ 'round-trip': 'closed' })],
    ['not-live', expected(livePath('404 nginx'))],
    ['flawed', expected({ large: '413 nginx' })],
    ['flawed', expected({ idle: 'cut' })],
    ['apart', expected({ together: 'apart' })],
    ['unclear', { page: '200 app', exchange: '200 app', residue: 'intact' }],
    ['flawed', { page: '200 app', exchange: '200 app', large: '413 nginx' }],
    ['unreachable', { page: 'closed', health: 'closed', 'socket-path': 'closed' }],
    ['unreachable', { page: 'hangs', health: 'hangs', handshake: 'hangs' }],
  ] as const)('[DG3] %s is what it means for people', (kind, results) => {
    expect(verdictOf(observed(results)).kind).toBe(kind)
  })
})

describe('what is told', () => {
  test('[DG3] what looks the same is told as one of several, with the lines of each', () => {
    const fault = FAULTS.find(({ id }) => id === 'nginx-upgrade-headers-missing')
    if (fault === undefined) throw new Error('the catalogue lost its commonest fault')
    const told = tell(toldOf(browserView(fault)), say, en)
    expect(told.headline).toBe(say.headline['by-http'])
    expect(told.causes[0]?.lead).toBe(say.cause.oneOf(3))
    expect(told.causes[0]?.faults[0]?.lines.join('\n')).toContain('proxy_set_header Upgrade')
  })

  test('[DG3] without a cause each observation is told, and nobody is accused', () => {
    const told = tell(toldOf(observed(expected({ health: '418 nobody' }))), say, en)
    expect(told.causes).toEqual([])
    expect(told.why).toEqual([say.cause.none, 'The server’s word on itself: 418, signed by nobody.'])
  })

  test('[DG3] what is merely flawed is told by what people notice', () => {
    const told = tell(toldOf(observed(expected({ large: '413 nginx' }))), say, en)
    expect([told.headline, told.means]).toEqual([say.headline.flawed, SYMPTOMS['too-large']])
  })

  test('[DG12] without a link it calls nothing live, says what was not asked, and where that can be seen', () => {
    const seen = { page: '200 app', exchange: '200 app', residue: 'intact' }
    const told = tell({ ...toldOf(observed(seen)), byLinks: true }, say, en)
    expect([told.headline, told.why, told.causes, told.todo]).toEqual([
      say.headline.unclear,
      [say.byLinks],
      [],
      [say.forYouByLinks],
    ])
    expect(lineFound(toldOf(observed(seen)), say, en)).toMatchObject({
      stretches: ['unknown'],
      byHttp: false,
    })
    const flawed = tell(toldOf(observed({ ...seen, large: '413 nginx' })), say, en)
    expect(flawed.headline).toBe(say.flawedUnclear)
  })

  test('[DG3] a device without a network is told so first', () => {
    const { why } = tell(toldOf(observed({ page: 'closed', health: 'closed' }), false), say, en)
    expect(why[0]).toBe(say.deviceOffline)
  })

  test('[DG3] the line is proven, cut or not known, and names whoever answered in the server’s place', () => {
    const lineOf = (results: Observation['results']) => lineFound(toldOf(observed(results)), say, en)
    expect(lineOf(GOOD)).toMatchObject({ stretches: ['proven'], byHttp: false })
    expect(lineOf({})).toMatchObject({ stretches: ['unknown'], byHttp: false })
    expect(lineOf(expected(livePath('404 nginx')))).toMatchObject({
      proxy: { name: 'nginx', named: true },
      stretches: ['proven', 'cut'],
      byHttp: false,
    })
    expect(lineOf(expected(noSocket('403 haproxy', 'unseen')))).toMatchObject({
      proxy: undefined,
      stretches: ['cut'],
      byHttp: true,
    })
    expect(lineOf(expected({ 'round-trip': 'silent' })).stretches).toEqual(['cut'])
  })
})
