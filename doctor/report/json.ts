/** The report for programs: the diagnosis as it is. Its form is in docs/doctor-report.schema.json. */
import type { Diagnosis } from './diagnosis.ts'

export const json = (diagnosis: Diagnosis): string => `${JSON.stringify(diagnosis, null, 2)}\n`
