/** All faults, in the order of the catalogue: by proxy, and from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { nginxUpgradeHeadersMissing } from './faults/nginx-upgrade-headers-missing/fault.ts'
import { LOAD_FAULTS } from './faults-load.ts'

export const FAULTS: readonly Fault[] = [nginxUpgradeHeadersMissing, ...LOAD_FAULTS]
