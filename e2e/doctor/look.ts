/**
 * The doctor in front of a stand, as a visitor runs it: with the people who are there already, and with what
 * happens while connections last. It gets no more than what the command line can give.
 */
import { readFileSync } from 'node:fs'
import { type DiagnoseOptions, diagnose } from '../../doctor/diagnose.ts'
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { DOMAIN, testCertificate } from '../proxies/certificate.ts'
import { HELD_MS } from '../proxies/http-probes.ts'
import { disturb, gather } from '../proxies/observe.ts'
import type { Stand } from '../proxies/start-way.ts'

/** Far more than a busy machine needs; what hangs in the catalogue hangs for good. */
const PATIENCE_SECONDS = 12
/** Until the silent sockets are open, and well before the silence is over. */
const DISTURBED_AFTER_MS = 2_000

export const visitorsOptions = (stand: Stand): DiagnoseOptions => ({
  resolve: { [DOMAIN]: '127.0.0.1' },
  authorities: readFileSync(testCertificate().authority, 'utf8'),
  soak: HELD_MS / 1000,
  patience: PATIENCE_SECONDS,
  ...(stand.through !== undefined && { through: `http://127.0.0.1:${stand.through}` }),
})

export async function lookAt(stand: Stand, more: DiagnoseOptions = {}): Promise<Diagnosis> {
  const crowd = await gather(stand)
  let disturbing: NodeJS.Timeout | undefined
  try {
    return await diagnose(
      stand.url,
      { ...visitorsOptions(stand), ...more },
      {
        progress: (check, result) => {
          const begins = check.id === 'D15' && result === undefined
          if (begins && stand.way.meanwhile) disturbing = setTimeout(() => disturb(stand), DISTURBED_AFTER_MS)
        },
      },
    )
  } finally {
    clearTimeout(disturbing)
    for (const line of crowd) line?.end()
  }
}
