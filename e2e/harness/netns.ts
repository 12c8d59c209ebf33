/**
 * A network of this test's own: a namespace joined to the host by a pair of virtual Ethernet devices, which can be
 * cut as a cable is, so that packets vanish and neither end hears of it. No proxy can do that: it has to
 * acknowledge what it swallows. Names and addresses are new in each run, and everything is removed by the name it
 * was given. Needs Linux, root, iproute2 and iptables; says what is missing. Knows nothing of browsers.
 */
import { spawnSync } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'

export interface Partition {
  /** Address of the host as seen from inside; whoever is to be reached listens there. */
  readonly host: string
  /** Packets vanish in both directions; nobody is told. */
  cut(): void
  heal(): void
  /** Writes a program that runs `program` inside of the namespace, with its arguments. */
  wrap(program: string, file: string): Promise<void>
  close(): void
}

/** Debian keeps these in sbin, which an ordinary user's PATH leaves out. */
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`

const run = (command: string) => {
  const [program, ...args] = command.split(' ') as [string, ...string[]]
  return spawnSync(program, args, { encoding: 'utf8', env: { PATH } })
}

const must = (command: string): void => {
  const { status, stderr, error } = run(command)
  if (status !== 0) throw new Error(`"${command}" failed: ${error?.message ?? stderr.trim()}`)
}

/** Why this place allows no partition, in words for whoever reads the counts; undefined when it does. */
export function noPartitionBecause(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only'
  if (process.getuid?.() !== 0) return 'making a network namespace takes root'
  for (const program of ['ip', 'iptables']) {
    if (run(`${program} -V`).error) return `the program ${program} is not installed`
  }
  try {
    createPartition().close()
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure)
  }
  return undefined
}

/** `random` chooses the name and one of the 16384 nets of 198.18.0.0/16, which RFC 2544 sets apart for tests. */
export function createPartition(random: () => number = Math.random): Partition {
  const number = Math.floor(random() * 2 ** 14)
  // Device names have at most 15 characters.
  const name = `hf${process.pid.toString(36)}x${number.toString(36)}`
  const [outer, inner] = [`${name}a`, `${name}b`]
  const net = `198.18.${number >> 6}.`
  const [host, guest] = [`${net}${(number % 64) * 4 + 1}`, `${net}${(number % 64) * 4 + 2}`]
  const rules = [`INPUT -i ${outer} -j DROP`, `OUTPUT -o ${outer} -j DROP`]
  let isCut = false

  const heal = () => {
    if (isCut) for (const rule of rules) must(`iptables -w -D ${rule}`)
    isCut = false
  }
  /** Removing a namespace removes the device in it, and with that its other end. */
  const close = () => {
    for (const rule of isCut ? rules : []) run(`iptables -w -D ${rule}`)
    run(`ip netns del ${name}`)
    run(`ip link del ${outer}`)
  }

  try {
    must(`ip netns add ${name}`)
    must(`ip link add ${outer} type veth peer name ${inner}`)
    must(`ip link set ${inner} netns ${name}`)
    must(`ip addr add ${host}/30 dev ${outer}`)
    must(`ip link set ${outer} up`)
    must(`ip -n ${name} addr add ${guest}/30 dev ${inner}`)
    must(`ip -n ${name} link set ${inner} up`)
    must(`ip -n ${name} link set lo up`)
    must(`ip -n ${name} route add default via ${host}`)
    // Asked once without harm, so that a host without packet filtering says so now.
    must('iptables -w -L INPUT -n')
  } catch (failure) {
    close()
    throw failure
  }

  return {
    host,
    cut: () => {
      isCut = true
      for (const rule of rules) must(`iptables -w -I ${rule}`)
    },
    heal,
    wrap: async (program, file) => {
      await writeFile(
        file,
        `#!/bin/sh\nPATH="$PATH:/usr/sbin:/sbin"\nexec ip netns exec ${name} ${program} "$@"\n`,
      )
      await chmod(file, 0o755)
    },
    close,
  }
}
