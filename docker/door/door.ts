/**
 * One door: its proxies, with the configuration the catalogue's own renderer makes of the fault it has, and what
 * happens when another is wanted. Only a proxy whose text changes is reloaded, only after every new text passed its
 * proxy's own check, and gracefully: connections that are open stay with the old text until they end.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SQUID_HOSTS } from '../../proxy-configs/around.ts'
import { goodOf, hopConfig, type ProxyHop } from '../../proxy-configs/hop.ts'
import { type Door, hopPort, hopsOf, isChoice } from '../doors.ts'
import type { Switches } from '../switches.ts'
import { FRAMES } from './frames.ts'
import { Refused, type RunningProxy, startProxy } from './proxy.ts'

export interface DoorOptions {
  readonly door: Door
  /** First digits of all ports. */
  readonly ports: number
  /** The name people type. */
  readonly host: string
  /** Address to listen at; undefined for all. */
  readonly address: string | undefined
  /** `host:port` of the app. */
  readonly app: string
  /** For files of this door alone; everything in it is written anew. */
  readonly folder: string
  readonly path: string
}

export interface DoorDeps {
  readonly switches: Switches
  say(line: string): void
}

export interface OpenDoor {
  /** Resolves when one of its proxies ended by itself: a door without it is none. */
  readonly broken: Promise<string>
  close(): Promise<void>
}

/** The text for each proxy of a door, outermost first. */
export function doorConfigs(options: DoorOptions, fault: string | undefined): readonly string[] {
  const { door, ports, host, address, app } = options
  const hops = hopsOf(door, fault)
  return hops.map((hop, index) =>
    hopConfig(
      hop,
      {
        domain: host,
        address,
        port: hopPort(door, index, ports),
        plainPort: hopPort(door, index, ports),
        upstreams: [index === hops.length - 1 ? app : `127.0.0.1:${hopPort(door, index + 1, ports)}`],
        behindAnother: index > 0,
      },
      'example',
    ),
  )
}

export async function openDoor(options: DoorOptions, { switches, say }: DoorDeps): Promise<OpenDoor> {
  const { door, folder, path, host } = options
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, SQUID_HOSTS), `127.0.0.1 ${host}\n`)
  const wantedNow = async () => {
    const fault = (await switches.wanted(door.name))?.fault
    return isChoice(door, fault) ? fault : door.fault
  }
  let fault = await wantedNow()
  let texts = doorConfigs(options, fault)
  const proxies: RunningProxy[] = []
  const close = async () => {
    for (const proxy of proxies.splice(0)) await proxy.close()
  }
  try {
    for (const [index, hop] of [...hopsOf(door, fault).entries()].reverse()) {
      const frame = frameOf(hop)
      proxies.unshift(
        await startProxy(
          { name: `${index + 1}-${goodOf(hop).proxy}`, frame, folder, path, say },
          texts[index] ?? '',
        ),
      )
    }
  } catch (failure) {
    await close()
    throw failure
  }

  const tell = (more: object = {}) =>
    switches.tell(door.name, { ...(fault !== undefined && { fault }), ...more })

  const turn = async () => {
    const wanted = await wantedNow()
    if (wanted === fault) return
    const next = doorConfigs(options, wanted)
    const changed = proxies.flatMap((proxy, index) =>
      next[index] === texts[index] ? [] : [{ proxy, text: next[index] ?? '' }],
    )
    try {
      for (const { proxy, text } of changed) await proxy.check(text)
      for (const { proxy, text } of changed) await proxy.reload(text)
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure
      say(`${door.name}: not taken: ${failure.message}`)
      await tell({ refused: { ...(wanted !== undefined && { fault: wanted }), says: failure.message } })
      return
    }
    fault = wanted
    texts = next
    say(`${door.name}: ${wanted === undefined ? 'mended' : `broken: ${wanted}`}`)
    await tell()
  }

  // One turn after the other: what is wanted last is read last.
  let turning = Promise.resolve()
  const stopWatching = switches.watch((kind, name) => {
    if (kind === 'wanted' && name === door.name) {
      turning = turning.then(turn).catch((failure) => say(`${door.name}: ${failure}`))
    }
  })
  await tell()
  // Somebody may have wanted something while the proxies started.
  turning = turning.then(turn)
  await turning
  return {
    broken: Promise.race(proxies.map((proxy, index) => proxy.ended.then(() => `proxy ${index + 1} ended`))),
    close: async () => {
      stopWatching()
      await turning
      await close()
    },
  }
}

function frameOf(hop: ProxyHop) {
  const frame = FRAMES[goodOf(hop).proxy]
  if (frame === undefined) throw new Error(`no door is made of ${goodOf(hop).proxy}`)
  return frame
}
