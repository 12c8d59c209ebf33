/**
 * A whole HTTP side on a free port for the tests of this folder: real requests, fake pads, a clock that stands
 * still until it is moved, and a browser app of three empty files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Problem } from '../../protocol/api.ts'
import { openAccess } from '../access/open.ts'
import { createAdministratorCheck } from '../admission/administrator.ts'
import { createTestAdmission, type TestAdmissionOptions } from '../admission/test-admission.ts'
import { importMarkdown } from '../content/import-markdown.ts'
import type { LogFields } from '../log.ts'
import { createObservation } from '../metrics/observation.ts'
import { createTally } from '../metrics/tally.ts'
import type { Outside } from '../outside/outside.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createWitness } from '../witness/witness.ts'
import { createFakePads, type FakePads } from './fake-pads.ts'
import { createHttp, type HttpOptions } from './http.ts'
import type { Readiness } from './live.ts'
import type { ProblemExtras } from './problems.ts'

export interface TestSite {
  readonly url: string
  readonly host: string
  readonly pads: FakePads
  readonly clock: { now(): number; advance(milliseconds: number): void }
  readonly logged: { readonly event: string; readonly fields: LogFields | undefined }[]
  setReadiness(readiness: Readiness): void
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** A request with a JSON body. */
  send(method: string, path: string, body: unknown): Promise<Response>
  close(): Promise<void>
}

export type TestSiteOptions = Partial<Pick<HttpOptions, 'webRoot' | 'maxBodyBytes'>> &
  TestAdmissionOptions & { readonly outside?: Pick<Outside, 'look'> }

/** Of whoever may see everything. */
export const TEST_ADMIN_TOKEN = 'the-token-of-the-test-site'

const MANIFEST = {
  'client/pad.ts': { file: 'assets/pad-1.js', css: ['assets/pad-1.css'], imports: ['_shared.js'] },
  'client/list.ts': { file: 'assets/list-1.js', css: [], imports: ['_shared.js'] },
  'client/deleted.ts': { file: 'assets/deleted-1.js', css: [], imports: ['_shared.js'] },
  'client/status.ts': { file: 'assets/status-1.js', css: ['assets/status-1.css'] },
  'client/diagnose.ts': { file: 'assets/diagnose-1.js', css: ['assets/diagnose-1.css'] },
  '_shared.js': { file: 'assets/shared-1.js', css: ['assets/shared-1.css'] },
}

export function makeWebRoot(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MANIFEST))
  writeFileSync(join(folder, 'assets/pad-1.js'), 'export {}\n')
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

export async function openSite({
  webRoot: ownRoot,
  maxBodyBytes,
  outside,
  ...admitting
}: TestSiteOptions = {}): Promise<TestSite> {
  const webRoot = makeWebRoot()
  const logged: TestSite['logged'] = []
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields })
  let now = Date.UTC(2026, 0, 2, 3, 4, 5)
  const due = new Map<() => void, number>()
  const clock = {
    now: () => now,
    after: (milliseconds: number, call: () => void) => {
      due.set(call, now + milliseconds)
      return { cancel: () => void due.delete(call) }
    },
    advance: (milliseconds: number) => {
      now += milliseconds
      for (const [call, at] of [...due]) {
        if (at > now) continue
        due.delete(call)
        call()
      }
    },
  }
  let readiness: Readiness = { storage: { ok: true } }
  const pads = createFakePads(clock)
  const log = { debug: note, info: note, warn: note, error: note }
  const readMarkdown = async (markdown: string) => importMarkdown(markdown)
  const admission = createTestAdmission(admitting, { clock, log })
  const witness = createWitness({}, { clock, log })
  const tally = createTally()
  const observation = createObservation({
    version: '1.2.3',
    tally,
    rooms: { size: () => 0, occupied: () => [] },
    admission,
    witness,
    storage: createMemoryStorage(),
    diskFree: async () => undefined,
    clock: { now: clock.now, every: () => ({ cancel: () => {} }) },
  })
  const app = createHttp(
    {
      webRoot: ownRoot ?? webRoot.folder,
      version: '1.2.3',
      metrics: true,
      ...(maxBodyBytes && { maxBodyBytes }),
    },
    {
      pads,
      admission,
      access: openAccess,
      witness,
      readMarkdown,
      log,
      clock,
      tally,
      observation,
      isAdministrator: createAdministratorCheck(TEST_ADMIN_TOKEN),
      outside,
      readiness: () => readiness,
    },
  )
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const send = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init })

  return {
    url,
    host: `127.0.0.1:${port}`,
    pads,
    clock,
    logged,
    setReadiness: (value) => {
      readiness = value
    },
    fetch: send,
    send: (method, path, body) =>
      send(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    close: async () => {
      observation.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      webRoot.remove()
    },
  }
}

/** The problem details of an answer, having looked that they are whole. */
export async function problem(response: Promise<Response>): Promise<Problem & ProblemExtras> {
  const answer = await response
  const body = (await answer.json()) as Problem & ProblemExtras
  const type = answer.headers.get('content-type')
  if (
    type !== 'application/problem+json; charset=utf-8' ||
    body.status !== answer.status ||
    !body.title ||
    !body.detail
  ) {
    throw new Error(`Expected problem details, got ${answer.status} ${type}: ${JSON.stringify(body)}`)
  }
  return body
}
