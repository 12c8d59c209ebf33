/**
 * What the proxy's configuration says to causes that look the same from outside: those that stand in it are named
 * alone. It refuses to find causes of its own; what was observed has to ask for them first.
 */
import type { Cause } from '../../proxy-configs/causes/causes.ts'
import { filesOf } from '../lint/files.ts'
import { lint } from '../lint/lint.ts'

export interface ToldApart {
  readonly causes: readonly Cause[]
  /** No cause stands in the configuration: it may not be the one that is loaded. */
  readonly isElsewhere: boolean
}

/** Whoever asks by an address does not say by which name people come. */
const NAME = /^(?=.*[a-z])[a-z0-9._-]+$/i

/** `host` is what people type, without a port. */
export function toldApart(causes: readonly Cause[], config: string, host: string): ToldApart {
  const asked = NAME.test(host) ? { host } : {}
  const { configs } = lint([{ name: 'config', text: config }], filesOf(new Map()), asked)
  const found = new Set(configs.flatMap(({ findings }) => findings.map(({ fault }) => fault)))
  const inside = causes.map((cause) => {
    const faults = cause.faults.filter(({ id }) => found.has(id))
    return { cause: faults.length === 0 ? cause : { ...cause, faults }, isFound: faults.length > 0 }
  })
  return {
    causes: inside.map(({ cause }) => cause),
    isElsewhere: causes.length > 0 && configs.length > 0 && !inside.some(({ isFound }) => isFound),
  }
}
