/**
 * Which cases a run is about. `HOLDFAST_PROXIES=nginx,apache` narrows it on purpose and `HOLDFAST_FAULTS=` to ids
 * that contain one of the words; a proxy that is merely missing is an error, never a smaller run.
 */
import type { Fault, Way } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { goodOf, isProxy } from '../../proxy-configs/hop.ts'

const words = (name: string): readonly string[] =>
  (process.env[name] ?? '').split(',').filter((word) => word !== '')

const proxiesOf = (way: Way): readonly string[] => way.hops.filter(isProxy).map((hop) => goodOf(hop).proxy)

export function isChosen({ id, way }: { readonly id: string; readonly way: Way }): boolean {
  const [proxies, ids] = [words('HOLDFAST_PROXIES'), words('HOLDFAST_FAULTS')]
  const byProxy = proxies.length === 0 || proxiesOf(way).every((proxy) => proxies.includes(proxy))
  return byProxy && (ids.length === 0 || ids.some((word) => id.includes(word)))
}

export const chosenFaults = (): Fault[] => FAULTS.filter(isChosen)

/** One fault of each symptom and culprit: the first in the catalogue, which is the commonest. */
export const representatives = (faults: readonly Fault[]): Fault[] =>
  faults.filter(
    ({ symptom, culprit }, index) =>
      faults.findIndex((other) => other.symptom === symptom && other.culprit === culprit) === index,
  )
