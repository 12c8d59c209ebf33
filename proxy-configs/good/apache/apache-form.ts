/** What every Apache configuration is in the catalogue's terms. */
import type { GoodConfig } from '../../good.ts'

export const APACHE = {
  proxy: 'apache',
  extension: 'conf',
  tls: true,
  subPath: true,
  listen: (port, address) => `${address ?? '*'}:${port}`,
} as const satisfies Omit<GoodConfig, 'template'>
