/**
 * What the app believes of its visitors' addresses, behind a real nginx that comes from an address of its own: the
 * doctor stands at 127.0.0.1, and the proxy at 127.0.0.2.
 */
import { expect, test } from 'vitest'
import type { CheckResult } from '../../doctor/checks/check.ts'
import { diagnose } from '../../doctor/diagnose.ts'
import type { Edit } from '../../proxy-configs/edits.ts'
import { startNginx } from '../harness/nginx.ts'
import { startPadServer } from '../harness/pad-server.ts'

const PROXY = '127.0.0.2'
const FROM_ITS_OWN: Edit = {
  at: 'proxy_set_header X-Forwarded-For',
  keep: true,
  add: [`proxy_bind ${PROXY};`],
}
/** As people write it who have a CDN in front, or once had. */
const PASSES_CLAIMS_ON: Edit = {
  at: 'proxy_set_header X-Forwarded-For',
  add: [
    `proxy_bind ${PROXY};`,
    'set $visitor $http_x_forwarded_for;',
    "if ($visitor = '') { set $visitor $remote_addr; }",
    'proxy_set_header X-Forwarded-For $visitor;',
  ],
}

async function forwardingBehind(
  edit: Edit,
  trustedProxies: string,
): Promise<Pick<CheckResult, 'status' | 'summary'> & { readonly exit: number }> {
  const app = await startPadServer({ env: { HOLDFAST_TRUSTED_PROXIES: trustedProxies } })
  const nginx = await startNginx(app.port, [edit])
  try {
    const { checks, exit } = await diagnose(nginx.url, { patience: 12, readOnly: true, strict: true })
    const found = checks.find(({ id }) => id === 'D19')
    if (found === undefined) throw new Error('D19 was not asked')
    return { status: found.status, summary: found.summary, exit }
  } finally {
    await nginx.close()
    await app.close()
  }
}

test('[DO24] an address that a visitor only claims is not believed behind a good proxy', async () => {
  expect(await forwardingBehind(FROM_ITS_OWN, PROXY)).toEqual({
    status: 'pass',
    summary: expect.stringContaining('an address that one only claims is not believed'),
    exit: 0,
  })
})

test('[DO24] a proxy that passes claims on is told, with what mends it', async () => {
  expect(await forwardingBehind(PASSES_CLAIMS_ON, PROXY)).toEqual({
    status: 'warn',
    summary: expect.stringContaining('visitors can claim to be anybody: a proxy passes on'),
    exit: 2,
  })
})

test('[DO24] a proxy that the app does not know is told, with the option that names it', async () => {
  expect(await forwardingBehind(FROM_ITS_OWN, '192.0.2.1')).toEqual({
    status: 'warn',
    summary: expect.stringContaining('HOLDFAST_TRUSTED_PROXIES'),
    exit: 2,
  })
})

test('[DO24] from a machine whose word the app trusts anyway nothing is concluded', async () => {
  expect(await forwardingBehind(FROM_ITS_OWN, '127.0.0.0/8')).toEqual({
    status: 'pass',
    summary: expect.stringContaining('cannot be seen from a machine that it trusts'),
    exit: 0,
  })
})
