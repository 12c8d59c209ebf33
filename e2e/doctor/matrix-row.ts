/** What is kept of one look of the doctor's at a fault or at a good way, and where. */
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'

export const MATRIX_FILE = 'test-results/doctor-matrix.json'

export interface MatrixRow {
  readonly kind: 'fault' | 'good'
  readonly id: string
  /** Ids of the first cause. */
  readonly found: readonly string[]
  /** Ids of what it thought of besides. */
  readonly further: readonly (readonly string[])[]
  readonly exit: number
  readonly headline: string
  readonly wrong: readonly string[]
  readonly seen: Diagnosis['observed']
}

export function rowOf(
  kind: MatrixRow['kind'],
  id: string,
  { causes, exit, headline, checks, observed }: Diagnosis,
): MatrixRow {
  const [found = [], ...further] = causes.map(({ faults }) => faults.map((fault) => fault.id))
  const wrong = checks
    .filter(({ status }) => status !== 'pass' && status !== 'skip')
    .map(({ id: check, status, summary }) => `${check} ${status}: ${summary}`)
  return { kind, id, found, further, exit, headline, wrong, seen: observed }
}
