/** Everybody who reaches the server may do everything, as with a pad on a table. */
import type { Access, Pass } from './access.ts'

const EVERYTHING: Pass = { right: 'edit', holds: () => true }

export const openAccess: Access = {
  byLinks: false,
  refuseStranger: () => {},
  pass: () => EVERYTHING,
}
