/**
 * A certificate for the name the tests use, made once per process by openssl: an authority of its own and a leaf,
 * because Firefox takes no self-signed leaf.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from '../../proxy-configs/good.ts'

/** The name people type in tests. No public suffix that browsers force to HTTPS, and nobody's. */
export const DOMAIN = 'pads.test'

export interface TestCertificate extends Certificate {
  /** The authority's certificate, in PEM. */
  readonly authority: string
}

let made: TestCertificate | undefined

export function testCertificate(): TestCertificate {
  made ??= make()
  return made
}

function make(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-certificate-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const forAuthority = [
    '-subj',
    '/CN=Holdfast test authority',
    '-days',
    '30',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  ]
  openssl('req', '-x509', ...newKey, ...forAuthority)
  openssl('req', ...newKey, '-subj', `/CN=${DOMAIN}`, '-keyout', at('key.pem'), '-out', at('leaf.csr'))
  writeFileSync(
    at('leaf.ext'),
    `subjectAltName=DNS:${DOMAIN},DNS:pads.example.org,DNS:localhost,IP:127.0.0.1\n`,
  )
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('leaf.ext')]
  openssl('x509', '-req', '-in', at('leaf.csr'), ...signing, '-days', '30', '-out', at('leaf.pem'))
  writeFileSync(at('both.pem'), readFileSync(at('leaf.pem'), 'utf8') + readFileSync(at('key.pem'), 'utf8'))
  // Proxies that give up root read them as somebody else.
  chmodSync(folder, 0o755)
  for (const name of ['key.pem', 'both.pem']) chmodSync(at(name), 0o644)
  return { certificate: at('leaf.pem'), key: at('key.pem'), both: at('both.pem'), authority: at('ca.pem') }
}
