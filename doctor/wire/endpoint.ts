/**
 * Where one deployment is and how one gets there: name, addresses, whom to trust, and a forward proxy if there is
 * one. It is made once and asked many times.
 */
import type { Address } from './platform.ts'

export interface Endpoint {
  readonly name: string
  readonly port: number
  readonly secure: boolean
  /** What belongs into Host: the port only where it is not the scheme's own (RFC 9110 §7.2). */
  readonly authority: string
  readonly addresses: readonly Address[]
  /** Certificates to trust beside the system's, in PEM. */
  readonly authorities?: string | undefined
  /** A forward proxy on the visitor's side. */
  readonly through?: { readonly name: string; readonly port: number; readonly addresses: readonly Address[] }
  /** Added to every request, as the caller gave them. */
  readonly headers: readonly Header[]
}

export type Header = readonly [name: string, value: string]

export const isSecure = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'wss:'

export const portOf = (url: URL): number => (url.port === '' ? (isSecure(url) ? 443 : 80) : Number(url.port))

/** The name without the brackets of an IPv6 address. */
export const nameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

export const schemeOf = ({ secure }: Pick<Endpoint, 'secure'>): 'http' | 'https' =>
  secure ? 'https' : 'http'

/** Scheme and authority: the Origin of the deployment's own pages (RFC 6454 §6.2). */
export const originOf = (endpoint: Endpoint): string => `${schemeOf(endpoint)}://${endpoint.authority}`
