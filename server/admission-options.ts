/**
 * The options about who may come in and how much of everything: a part of the one table in config.ts. Defaults
 * are such that typing, pasting, and a class of forty behind one address never meet them.
 */

import { MAX_FRAME_BYTES } from '../protocol/limits.ts'
import type { Network } from './admission/networks.ts'
import { networkList, type Option, oneOf, originList, secretWord, whole } from './option-kinds.ts'

export interface AdmissionConfig {
  readonly origins: readonly string[]
  readonly trustedProxies: readonly Network[]
  readonly adminToken: string | undefined
  readonly access: 'open' | 'links'
  readonly maxConnections: number
  readonly maxConnectionsPerPad: number
  readonly maxConnectionsPerAddress: number
  readonly maxJoinsPerMinute: number
  readonly maxPadsPerHour: number
  readonly maxFramesPerSecond: number
  readonly maxBytesPerSecond: number
  readonly maxFrameBytes: number
  readonly maxBodyBytes: number
  readonly maxBufferedBytes: number
}

export const ADMISSION_OPTIONS: { readonly [K in keyof AdmissionConfig]: Option<AdmissionConfig[K]> } = {
  origins: {
    name: 'HOLDFAST_ORIGINS',
    default: '',
    unit: 'origins, by comma',
    about: 'Other sites whose pages may connect and write here, exactly as browsers name them in Origin.',
    read: originList,
  },
  trustedProxies: {
    name: 'HOLDFAST_TRUSTED_PROXIES',
    default: '127.0.0.0/8, ::1',
    unit: 'networks, by comma',
    about:
      'Proxies whose X-Forwarded- headers are believed; empty for none. Only what they say names a client.',
    read: networkList,
  },
  adminToken: {
    name: 'HOLDFAST_ADMIN_TOKEN',
    default: '',
    unit: '',
    about: 'Shown as `Authorization: Bearer …` by whoever may see pad ids and addresses; empty for nobody.',
    secret: true,
    read: secretWord(16),
  },
  access: {
    name: 'HOLDFAST_ACCESS',
    default: 'open',
    unit: '',
    about:
      '`open`: whoever reaches the server may read and write every pad. `links`: each pad opens by its edit and read-only links alone; the list and new pads are the administrator’s, and exhibits are off.',
    read: oneOf('open', 'links'),
  },
  maxConnections: {
    name: 'HOLDFAST_LIMIT_CONNECTIONS',
    default: '10000',
    unit: 'connections',
    about: 'In total, WebSocket and HTTP exchange together.',
    read: whole(1, 1_000_000),
  },
  maxConnectionsPerPad: {
    name: 'HOLDFAST_LIMIT_CONNECTIONS_PER_PAD',
    default: '1000',
    unit: 'connections',
    about: 'In one pad.',
    read: whole(1, 1_000_000),
  },
  maxConnectionsPerAddress: {
    name: 'HOLDFAST_LIMIT_CONNECTIONS_PER_ADDRESS',
    default: '400',
    unit: 'connections',
    about: 'From one address (IPv6: one /64); 50 times as many from a proxy that hides its people.',
    read: whole(1, 1_000_000),
  },
  maxJoinsPerMinute: {
    name: 'HOLDFAST_LIMIT_JOINS_PER_ADDRESS',
    default: '1200',
    unit: 'per minute',
    about: 'Connections that one address may open, at once or one after the other.',
    read: whole(1, 1_000_000),
  },
  maxPadsPerHour: {
    name: 'HOLDFAST_LIMIT_PADS_PER_ADDRESS',
    default: '600',
    unit: 'per hour',
    about: 'Pads that one address may bring into being.',
    read: whole(1, 1_000_000),
  },
  maxFramesPerSecond: {
    name: 'HOLDFAST_LIMIT_FRAMES_PER_PEER',
    default: '200',
    unit: 'per second',
    about: 'Frames of one connection; ten seconds’ worth may come at once. A held key makes some 70.',
    read: whole(1, 1_000_000),
  },
  maxBytesPerSecond: {
    name: 'HOLDFAST_LIMIT_BYTES_PER_PEER',
    default: '2097152',
    unit: 'bytes per second',
    about: 'Of one connection; 32 seconds’ worth may come at once, which is four frames of the largest size.',
    read: whole(1024, 1024 * 1024 * 1024),
  },
  maxFrameBytes: {
    name: 'HOLDFAST_LIMIT_FRAME',
    default: String(MAX_FRAME_BYTES),
    unit: 'bytes',
    about: 'Largest frame: one paste, or all that was written offline.',
    read: whole(64 * 1024, MAX_FRAME_BYTES),
  },
  maxBodyBytes: {
    name: 'HOLDFAST_LIMIT_BODY',
    default: '4194304',
    unit: 'bytes',
    about: 'Largest JSON body of an API request.',
    read: whole(1024, 64 * 1024 * 1024),
  },
  maxBufferedBytes: {
    name: 'HOLDFAST_LIMIT_BUFFERED',
    default: '33554432',
    unit: 'bytes',
    about: 'What may wait for a slow reader; past it the connection is closed and synchronised anew.',
    read: whole(64 * 1024, 1024 * 1024 * 1024),
  },
}
