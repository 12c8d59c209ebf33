/**
 * The exhibits on the server: their pages, the routes their fallback uses, and socket.io for the one that speaks
 * it. They stand on the same rooms as everything else and add no store. Removing this folder and the few lines
 * that load it would change nothing for a pad.
 */
import { join } from 'node:path'
import { Router } from 'express'
import { EXHIBITS, SOCKET_IO_PATH } from '../../protocol/exhibits.ts'
import type { Admission } from '../admission/admission.ts'
import { readManifest } from '../http/assets.ts'
import type { Log } from '../log.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Neighbour } from '../websocket/websocket.ts'
import type { DepositDeps } from './deposit.ts'
import { createFiveAttempts } from './five-attempts.ts'
import { createExhibitRoutes } from './routes.ts'
import { createStoredText } from './stored-text.ts'

export interface ExhibitsOptions {
  /** Folder of the built browser app, with exhibits.json in it. */
  readonly webRoot: string
  readonly maxBodyBytes: number
  readonly maxBufferedBytes: number
}

export interface ExhibitsDeps extends Pick<DepositDeps, 'clock' | 'newId'> {
  readonly rooms: Rooms
  readonly admission: Pick<Admission, 'base'>
  readonly log: Log
}

export interface Exhibits extends Neighbour {
  readonly router: Router
  close(): Promise<void>
}

export function createExhibits(options: ExhibitsOptions, deps: ExhibitsDeps): Exhibits {
  const { webRoot } = options
  const entry = readManifest(join(webRoot, 'exhibits.json'))
  const assets = new Map(EXHIBITS.map((name) => [name, entry(`client/exhibits/${name}.ts`)]))
  const fiveAttempts = createFiveAttempts(options, deps)

  const router = Router()
  router.use(`/${SOCKET_IO_PATH}`, (request, response) => fiveAttempts.request(request, response))
  router.use(createStoredText(options, { ...deps, pads: deps.rooms }))
  router.use(createExhibitRoutes({ assets }, { pads: deps.rooms, admission: deps.admission }))

  return {
    router,
    owns: (path) => path.startsWith(`/${SOCKET_IO_PATH}`),
    upgrade: fiveAttempts.upgrade,
    close: fiveAttempts.close,
  }
}
