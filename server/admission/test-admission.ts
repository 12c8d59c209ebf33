/** An admission with the default limits, or others, for the tests of whatever stands behind it. Tests only. */
import { type AdmissionLimits, type AdmissionOptions, createAdmission } from './admission.ts'
import { type Network, readNetworks } from './networks.ts'

export const DEFAULT_LIMITS: AdmissionLimits = {
  total: 10_000,
  perPad: 1_000,
  perAddress: 400,
  joinsPerMinute: 1_200,
  padsPerHour: 600,
  framesPerSecond: 200,
  bytesPerSecond: 2 * 1024 * 1024,
}

export type TestAdmissionOptions = Partial<Omit<AdmissionOptions, 'limits' | 'trustedProxies'>> & {
  readonly limits?: Partial<AdmissionLimits>
  /** As the option has it. */
  readonly trustedProxies?: string
}

export const networks = (list: string): readonly Network[] => {
  const read = readNetworks(list)
  if (read === undefined) throw new Error(`no networks: ${list}`)
  return read
}

export const createTestAdmission = (
  { limits, trustedProxies = '127.0.0.0/8, ::1', ...options }: TestAdmissionOptions,
  deps: Parameters<typeof createAdmission>[1],
) =>
  createAdmission(
    {
      key: new Uint8Array(32).fill(3),
      publicUrl: undefined,
      origins: [],
      ...options,
      trustedProxies: networks(trustedProxies),
      limits: { ...DEFAULT_LIMITS, ...limits },
    },
    deps,
  )
