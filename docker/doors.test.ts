/** The table of doors against the catalogue, and against the files that Docker reads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mended } from '../proxy-configs/edits.ts'
import { type DoorOptions, doorConfigs } from './door/door.ts'
import { DOORS, hopsOf, isChoice, LANDING_NUMBER, portOf, proxiesOf } from './doors.ts'

const here = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

const options = (door: DoorOptions['door']): DoorOptions => ({
  door,
  ports: 81,
  host: 'localhost',
  address: undefined,
  app: 'app:8110',
  folder: '/tmp',
  path: '',
})

const goodNames = (hops: ReturnType<typeof hopsOf>) => hops.map(({ good }) => good)

test('[DK5] every fault a door has or can be given mends to the good configuration of that door', () => {
  let compared = 0
  for (const door of DOORS.filter(({ between }) => between !== 'nothing')) {
    const good = doorConfigs(options(door), undefined)
    for (const fault of [door.fault, ...door.choices].filter((id) => id !== undefined)) {
      const broken = doorConfigs(options(door), fault)
      expect(broken, fault).not.toEqual(good)
      // Some faults are about the other way to write a good configuration; its own proof is in the catalogue.
      if (goodNames(hopsOf(door, fault)).join() !== goodNames(hopsOf(door, undefined)).join()) continue
      expect(broken.map(mended), fault).toEqual(good)
      compared += 1
    }
  }
  expect(compared).toBeGreaterThan(10)
})

test('[DK6] a door without a switch takes nothing, one with a switch what it offers and the cure', () => {
  const [nginx, , switched] = DOORS
  if (nginx === undefined || switched === undefined) throw new Error('the first doors are missing')
  expect(isChoice(nginx, undefined)).toBe(false)
  expect(isChoice(nginx, 'nginx-upgrade-headers-missing')).toBe(false)
  expect(isChoice(switched, undefined)).toBe(true)
  expect(isChoice(switched, 'nginx-upgrade-headers-missing')).toBe(true)
  expect(isChoice(switched, 'nginx-return-503')).toBe(false)
})

test('[DK10] the compose file has each door with its name and port, and binds them to this machine', () => {
  const compose = here('compose.yaml')
  const published = [...compose.matchAll(/ports: \["([^"]+)"\]/g)].map(([, port]) => port)
  const number = (n: number) => String(n).padStart(2, '0')
  const expected = [LANDING_NUMBER, ...DOORS.map((door) => door.number)].map((n) => {
    const port = `\${HOLDFAST_DEMO_PORTS:-81}${number(n)}`
    return `127.0.0.1:${port}:${port}`
  })
  expect([...published].sort()).toEqual([...expected].sort())
  for (const { name, between } of DOORS) {
    if (between === 'nothing') expect(compose).toContain(`aliases: [${name}]`)
    else expect(compose).toContain(`command: ["${name}", "--ports=`)
  }
  expect(portOf(2, 81)).toBe(8102)
})

test('[DK10] no file of the demo names the Docker socket, and no image has another base than the two', () => {
  const [compose, dockerfile] = [here('compose.yaml'), here('Dockerfile')]
  expect(`${compose}${dockerfile}`).not.toMatch(/docker\.sock|privileged: true|network_mode|pid: host/)
  const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)]
  const names = stages.map(([, , name]) => name)
  const bases = stages.map(([, base]) => base as string).filter((base) => !names.includes(base))
  expect([...new Set(bases)].every((base) => /^(node:22|debian:bookworm)(-bookworm)?-slim$/.test(base))).toBe(
    true,
  )
  expect(dockerfile.match(/^FROM /gm)?.length).toBe(stages.length)
})

test('[DK1] doors are called by what stands in between', () => {
  expect(DOORS.map((door) => proxiesOf(door).join(' '))).toEqual([
    ...['nginx', 'nginx', 'nginx', 'Apache', 'Apache', 'Apache'],
    ...['Apache Squid', 'Apache Squid', 'Apache Squid', ''],
  ])
})
