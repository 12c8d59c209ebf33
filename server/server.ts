/**
 * The composition root: makes every part and hands it what it needs. The only file that knows the engines, and
 * the order in which things start and stop.
 */
import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RESTORE_MS } from '../protocol/limits.ts'
import type { Access } from './access/access.ts'
import { createLinkAccess } from './access/links.ts'
import { openAccess } from './access/open.ts'
import { createAdministratorCheck } from './admission/administrator.ts'
import { type AdmissionLimits, createAdmission } from './admission/admission.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { startImportThread } from './content/import-thread.ts'
import { createImporter } from './content/importer.ts'
import { createExchange } from './exchange/exchange.ts'
import { createHttp } from './http/http.ts'
import { createMetricsListener } from './http/metrics.ts'
import type { Log } from './log.ts'
import { createObservation } from './metrics/observation.ts'
import { createTally, type Tally } from './metrics/tally.ts'
import { createAnswers } from './operate/answers.ts'
import { type OperateSocket, openOperateSocket } from './operate/socket.ts'
import { createOutside, type Outside } from './outside/outside.ts'
import { createRooms, type Rooms } from './rooms/rooms.ts'
import { createLogStorage } from './storage/log/engine.ts'
import { createMemoryStorage } from './storage/memory.ts'
import { createNodeFileSystem } from './storage/node-file-system.ts'
import type { Storage } from './storage/storage.ts'
import { attachWebSocket } from './websocket/websocket.ts'
import { createWitness } from './witness/witness.ts'

/** What tests put in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock
  readonly storage?: Storage
}

export interface ServerDeps {
  readonly log: Log
  /** Folder of the built browser app. */
  readonly webRoot: string
  readonly version: string
}

export interface HoldfastServer {
  /** Where it listens, such as `http://127.0.0.1:3000/`. */
  readonly address: string
  /** Where metrics are answered, when they have a port of their own. */
  readonly metricsAddress: string | undefined
  /** Says goodbye to every peer, waits for the disk, and releases port and folder. */
  close(): Promise<void>
}

/**
 * Milliseconds for which an idle connection is kept: longer than Caddy keeps its own (2 min), and all others less. A
 * proxy must be the one who closes: a request that it sends into a connection we are closing it answers with 502.
 */
const KEEP_ALIVE_MS = 150_000

/** Resolves when it listens. Rejects with StorageError (`folder-in-use`, …) or the listen error. */
export async function createServer(
  config: Config,
  deps: ServerDeps,
  overrides: Overrides = {},
): Promise<HoldfastServer> {
  const { log } = deps
  const clock = overrides.clock ?? systemClock
  const tally = createTally()
  const storage = overrides.storage ?? (await openStorage(config, log, tally))
  let draining = false

  const rooms = createRooms(
    { lingerMs: config.lingerMs, compactAfter: 1000, patienceMs: 5_000 },
    { storage, clock, log, tally, newId, random: Math.random },
  )
  // Cursors and page tokens of an earlier process are not understood by this one: its clients open and ask anew.
  const admission = createAdmission(
    { ...config, key: randomBytes(32), limits: limitsOf(config) },
    { clock, log },
  )
  const witness = createWitness({}, { clock, log })
  const outside =
    config.publicUrl === undefined
      ? undefined
      : createOutside({ publicUrl: config.publicUrl }, { witness, clock, log, newId })
  const access = accessOf(config, storage, outside)
  const exchange = createExchange(
    { key: randomBytes(32), maxBodyBytes: config.maxBodyBytes, maxFrameBytes: config.maxFrameBytes },
    { rooms, admission, access, clock, log, tally, newId },
  )
  const observation = createObservation({
    version: deps.version,
    tally,
    rooms,
    admission,
    witness,
    storage,
    diskFree: () => diskFree(config),
    clock,
  })
  const importer = createImporter({}, { clock, startThread: startImportThread })
  // Loaded only where they are wanted: nothing of the product depends on them. They know no links.
  const exhibits =
    config.exhibits && !access.byLinks
      ? (await import('./exhibits/exhibits.ts')).createExhibits(
          {
            webRoot: deps.webRoot,
            maxBodyBytes: config.maxBodyBytes,
            maxBufferedBytes: config.maxBufferedBytes,
          },
          { rooms, admission, clock, log, newId },
        )
      : undefined
  const http = createHttp(
    {
      webRoot: deps.webRoot,
      version: deps.version,
      maxBodyBytes: config.maxBodyBytes,
      metrics: config.metricsPort === undefined,
    },
    {
      pads: rooms,
      admission,
      access,
      witness,
      readMarkdown: importer.read,
      log,
      clock,
      tally,
      observation,
      isAdministrator: createAdministratorCheck(config.adminToken),
      exchange: exchange.router,
      exhibits: exhibits?.router,
      outside,
      readiness: () => readiness(storage, draining),
    },
  )
  const server = createHttpServer(http)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const webSocketSide = attachWebSocket(
    server,
    {
      heartbeat: { pingMs: config.pingMs, pongMs: config.pongMs },
      maxFrameBytes: config.maxFrameBytes,
      maxBufferedBytes: config.maxBufferedBytes,
      compression: config.compression,
    },
    { rooms, admission, access, witness, clock, log, tally, neighbour: exhibits },
  )
  const metricsServer =
    config.metricsPort === undefined ? undefined : createHttpServer(createMetricsListener(observation))
  try {
    await listen(server, config)
    if (metricsServer)
      await listen(metricsServer, { port: config.metricsPort ?? 0, host: config.metricsHost })
  } catch (failure) {
    observation.close()
    await webSocketSide.close()
    await stopListening(server)
    await storage.close()
    throw failure
  }
  const operate = overrides.storage ? undefined : await openOperate(config, deps, { storage, rooms, clock })
  const sweep = clock.every(60 * 60 * 1000, () => void purgeDeleted(storage, clock, log))
  void purgeDeleted(storage, clock, log).then(() => rooms.compactAll())

  async function close(): Promise<void> {
    draining = true
    sweep.cancel()
    webSocketSide.refuse()
    exchange.refuse()
    await operate?.close()
    await importer.close()
    await rooms.close()
    await exhibits?.close()
    await exchange.close()
    await webSocketSide.close()
    await stopListening(server)
    if (metricsServer) await stopListening(metricsServer)
    observation.close()
    await storage.close()
  }

  return {
    address: addressOf(server),
    metricsAddress: metricsServer && addressOf(metricsServer),
    close,
  }
}

const accessOf = ({ access, adminToken }: Config, storage: Storage, outside: Outside | undefined): Access =>
  access === 'open'
    ? openAccess
    : createLinkAccess({
        linksOf: (padId) => storage.pad(padId)?.links,
        isAdministrator: createAdministratorCheck(adminToken),
        isOwnLook: (padId) => outside?.looksAt(padId) ?? false,
      })

const limitsOf = (config: Config): AdmissionLimits => ({
  total: config.maxConnections,
  perPad: config.maxConnectionsPerPad,
  perAddress: config.maxConnectionsPerAddress,
  joinsPerMinute: config.maxJoinsPerMinute,
  padsPerHour: config.maxPadsPerHour,
  framesPerSecond: config.maxFramesPerSecond,
  bytesPerSecond: config.maxBytesPerSecond,
})

/** 96 random bits in 16 characters of A-Z a-z 0-9 _ -. */
const newId = (): string => randomBytes(12).toString('base64url')

const openStorage = (config: Config, log: Log, tally: Tally): Promise<Storage> | Storage =>
  config.storage === 'memory'
    ? createMemoryStorage()
    : createLogStorage(
        { folder: config.data, commitWindowMs: config.commitWindowMs },
        { fileSystem: createNodeFileSystem(), log, committing: tally.committing },
      )

/** undefined without a disk, or where the system does not tell. */
const diskFree = (config: Config): Promise<number | undefined> =>
  config.storage === 'memory'
    ? Promise.resolve(undefined)
    : statfs(config.data).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => undefined,
      )

/** Without it people still write; only the operator has to stop the server for a backup. */
async function openOperate(
  config: Config,
  { log, version }: ServerDeps,
  parts: { readonly storage: Storage; readonly rooms: Rooms; readonly clock: Clock },
): Promise<OperateSocket | undefined> {
  if (config.storage === 'memory') return undefined
  const { storage, rooms, clock } = parts
  const answers = createAnswers({ storage, people: rooms.people, now: clock.now, version })
  try {
    return await openOperateSocket({ folder: config.data, version }, { answers, log })
  } catch (failure) {
    log.warn('operate.unavailable', { reason: String(failure) })
    return undefined
  }
}

function readiness(storage: Storage, draining: boolean) {
  const health = storage.health()
  return {
    storage: health.ok ? { ok: true } : { ok: false, reason: health.reason },
    draining: draining ? { ok: false, reason: 'the server is stopping' } : { ok: true },
  }
}

function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function stopListening(server: Server): Promise<void> {
  // One that never listened says so to the call and is closed all the same.
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** A pad deleted for longer than it can be restored loses its content; its id stays gone. */
async function purgeDeleted(storage: Storage, clock: Clock, log: Log): Promise<void> {
  for (const { id, deletedAt } of [...storage.pads()]) {
    if (deletedAt === undefined || clock.now() - deletedAt <= RESTORE_MS) continue
    await storage
      .purge(id)
      .catch((failure) => log.warn('storage.purge-failed', { pad: id, reason: String(failure) }))
  }
}
