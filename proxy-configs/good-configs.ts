/** The good configurations by name. Everything that starts, prints or checks one begins here. */

import { nginx } from './good/nginx/nginx.ts'
import type { GoodConfig } from './good.ts'

export const GOOD_CONFIGS = { nginx } as const satisfies Record<string, GoodConfig>
export type GoodName = keyof typeof GOOD_CONFIGS
