/**
 * The connection check behind the faults of the catalogue, on the real proxies, in a real browser: what it concludes is
 * what the doctor knows of them, as far as a browser can see. CI takes one fault of each symptom; HOLDFAST_DIAGNOSE=full
 * takes all, and HOLDFAST_FAULTS= narrows either.
 */
import { expect } from '@playwright/test'
import { BEYOND_A_BROWSER } from '../../client/diagnose/browser-view.ts'
import { classOf } from '../../proxy-configs/causes/classes.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import type { Fault } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { test } from '../proxies/apps-fixture.ts'
import { chosenFaults, isChosen } from '../proxies/chosen.ts'
import { disturb, gather } from '../proxies/observe.ts'
import { type Stand, startWay } from '../proxies/start-way.ts'
import { keep } from './record.ts'
import { conclusions, openCheck } from './run-check.ts'

const isFull = process.env.HOLDFAST_DIAGNOSE === 'full'

/** One of each symptom that leaves a page to open, and each proxy at least once. */
const REPRESENTATIVES: ReadonlySet<string> = new Set([
  'nginx-upgrade-headers-missing',
  'apache-proxypass-only',
  'squid-upgrade-not-allowed',
  'varnish-pipe-missing',
  'haproxy-upgrade-denied',
  'nginx-read-timeout',
  'nginx-cache-ignores-headers',
  'nginx-body-too-small',
  'nginx-host-missing',
  'nginx-ws-location-missing',
  'nginx-method-filter',
  'caddy-login-refuses',
  'nginx-two-apps-without-shared-state',
  'nginx-http10-buffered',
])
const GOOD_ONES: ReadonlySet<string> = new Set(['nginx', 'caddy'])
/** In Firefox: stripped, refused before, and good. */
const IN_FIREFOX: ReadonlySet<string> = new Set(['nginx-upgrade-headers-missing', 'haproxy-upgrade-denied'])

/** What no page can see: how other clients write their handshake, and what HTTP/2 announces. */
const UNSEEN: ReadonlySet<string> = new Set(['handshake-list', 'handshake-h2'])
const LASTING: ReadonlySet<string> = new Set(['idle', 'pinged', 'held'])

const wrongOf = ({ expect: expectation }: Fault) =>
  deviations(expectation)
    .map(([probe]) => probe)
    .filter((probe) => !UNSEEN.has(probe))

const needsWatching = (fault: Fault): boolean => {
  const wrong = wrongOf(fault)
  return wrong.length > 0 && wrong.every((probe) => LASTING.has(probe))
}

async function withStand<T>(stand: Stand, work: () => Promise<T>): Promise<T> {
  const crowd = await gather(stand)
  try {
    return await work()
  } finally {
    for (const line of crowd) line?.end()
    await stand.close()
  }
}

for (const fault of chosenFaults().filter(({ id }) => isFull || REPRESENTATIVES.has(id))) {
  const tag = IN_FIREFOX.has(fault.id) ? { tag: '@firefox' } : {}
  test(`[DG5] ${fault.id}`, tag, async ({ browser, apps }) => {
    const stand = await startWay(fault.way, apps)
    await withStand(stand, async () => {
      const watches = needsWatching(fault)
      const page = await openCheck(browser, stand, { watches })
      if (page === undefined) {
        keep({ id: fault.id, kind: 'no page', found: [], checks: {} })
        const { page: opens = '200 app', script = '200 app' } = fault.expect
        // Where even the page does not come, only the doctor can look.
        expect(`${opens} ${script}`, 'the page of the check does not open').not.toBe('200 app 200 app')
        return
      }
      const disturbing = watches && stand.way.meanwhile ? whenSilent(page, stand) : undefined
      const told = await conclusions(page)
      await disturbing
      keep({ id: fault.id, ...told })
      // A redirect that a page follows leads past the fault, as it leads the pads.
      const isPast = new URL(page.url()).origin !== new URL(stand.url).origin
      await page.context().close()
      const why = JSON.stringify(told, null, 1)
      if (isPast || wrongOf(fault).length === 0) expect(told.kind, why).toBe('well')
      else if (fault.id in BEYOND_A_BROWSER) expect(symptomsOf(told.found), why).toContain(fault.symptom)
      else expect(told.found, why).toEqual(expect.arrayContaining([...classOf(fault.id)]))
    })
  })
}

const symptomsOf = (ids: readonly string[]) =>
  FAULTS.filter(({ id }) => ids.includes(id)).map(({ symptom }) => symptom)

type Check = NonNullable<Awaited<ReturnType<typeof openCheck>>>

/** Disturbs when what the check watches is there: two sockets that were spoken to, and a request that is held. */
async function whenSilent(page: Check, stand: Stand): Promise<void> {
  const sockets = new Set<unknown>()
  const held = new Set<unknown>()
  page.on('websocket', (socket) => {
    socket.once('framereceived', () => sockets.add(socket))
    socket.once('close', () => sockets.delete(socket))
  })
  page.on('request', (request) => /[?&]wait=[1-9]/.test(request.url()) && held.add(request))
  page.on('requestfinished', (request) => held.delete(request))
  page.on('requestfailed', (request) => held.delete(request))
  await page.locator('[data-check="silence"][data-status="running"]').waitFor({ timeout: 120_000 })
  await expect.poll(() => [sockets.size, held.size]).toEqual([2, 1])
  disturb(stand)
}

for (const { id, way } of GOOD_WAYS.filter((good) => isChosen(good) && (isFull || GOOD_ONES.has(good.id)))) {
  const tag = id === 'nginx' ? { tag: '@firefox' } : {}
  test(`[DG6] finds nothing at ${id}`, tag, async ({ browser, apps }) => {
    const stand = await startWay(way, apps)
    await withStand(stand, async () => {
      const page = await openCheck(browser, stand, { watches: isFull })
      if (page === undefined) throw new Error('the page of the check does not open')
      const told = await conclusions(page)
      keep({ id: `good ${id}`, ...told })
      await page.context().close()
      expect([told.kind, told.found], JSON.stringify(told, null, 1)).toEqual(['well', []])
    })
  })
}
