/** Faults of the kind "the configuration is right, and it is not the one that runs". */
import type { Fault } from './fault.ts'
import { nginxConfigNameShadowed } from './faults/nginx-config-name-shadowed/fault.ts'
import { nginxConfigNotIncluded } from './faults/nginx-config-not-included/fault.ts'
import { nginxConfigSyntaxError } from './faults/nginx-config-syntax-error/fault.ts'
import { nginxConfigUnreadable } from './faults/nginx-config-unreadable/fault.ts'

export const LOAD_FAULTS: readonly Fault[] = [
  nginxConfigSyntaxError,
  nginxConfigUnreadable,
  nginxConfigNotIncluded,
  nginxConfigNameShadowed,
]
