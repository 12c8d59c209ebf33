/**
 * Everything there is to tell about this server at one moment, gathered when somebody asks: what was counted, and
 * what the parts answer. The one shape from which metrics and status page are made.
 */
import type { AdmissionCounts } from '../admission/admission.ts'
import type { Storage } from '../storage/storage.ts'
import type { Stripping } from '../witness/witness.ts'
import type { ProcessFacts, ProcessWatch } from './process-facts.ts'
import type { Counts, Tally } from './tally.ts'

export interface Facts {
  readonly version: string
  readonly counts: Counts
  /** Rooms in memory. */
  readonly rooms: number
  readonly admission: AdmissionCounts
  readonly strippings: readonly Stripping[]
  readonly health: ReturnType<Storage['health']>
  /** Bytes of the log. */
  readonly logBytes: number
  /** Bytes left on the disk of the data folder; undefined without a disk, or when it does not tell. */
  readonly diskFree: number | undefined
  readonly process: ProcessFacts
}

export interface FactsDeps {
  readonly version: string
  readonly tally: Pick<Tally, 'read'>
  readonly rooms: { size(): number }
  readonly admission: { counts(): AdmissionCounts }
  readonly witness: { strippings(): readonly Stripping[] }
  readonly storage: Pick<Storage, 'health' | 'logBytes'>
  diskFree(): Promise<number | undefined>
  readonly watch: Pick<ProcessWatch, 'read'>
}

export async function gatherFacts(deps: FactsDeps): Promise<Facts> {
  const [diskFree, process] = await Promise.all([deps.diskFree(), deps.watch.read()])
  return {
    version: deps.version,
    counts: deps.tally.read(),
    rooms: deps.rooms.size(),
    admission: deps.admission.counts(),
    strippings: deps.witness.strippings(),
    health: deps.storage.health(),
    logBytes: deps.storage.logBytes(),
    diskFree,
    process,
  }
}
