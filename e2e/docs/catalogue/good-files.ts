/** The good configurations as files to paste, in each form that their proxy has. */
import {
  type Deployment,
  EXAMPLE,
  EXAMPLE_SUB_PATH,
  EXAMPLE_TLS,
  type GoodConfig,
  render,
} from '../../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../../proxy-configs/good-configs.ts'
import type { GeneratedFile } from './fault-files.ts'

export interface Form {
  readonly name: string
  readonly about: string
  readonly deployment: Deployment
}

const TWO = ['127.0.0.1:3000', '127.0.0.1:3001']

export const FORMS: readonly Form[] = [
  { name: 'plain', about: 'plain HTTP, at `/`', deployment: EXAMPLE },
  { name: 'tls', about: 'with TLS (WSS)', deployment: EXAMPLE_TLS },
  { name: 'sub-path', about: 'under a path', deployment: { ...EXAMPLE, subPath: EXAMPLE_SUB_PATH } },
  { name: 'tls-sub-path', about: 'both', deployment: { ...EXAMPLE_TLS, subPath: EXAMPLE_SUB_PATH } },
  { name: 'two-nodes', about: 'in front of two nodes', deployment: { ...EXAMPLE_TLS, upstreams: TWO } },
  { name: 'inner', about: 'behind another proxy', deployment: { ...EXAMPLE, port: 8080, inner: true } },
]

/** Two nodes are shown with TLS where the proxy has it. */
export function formOf(good: GoodConfig, form: Form): Deployment | undefined {
  const { deployment } = form
  if (deployment.subPath !== undefined && !good.subPath) return undefined
  if (deployment.tls === undefined || good.tls) return deployment
  return form.name === 'two-nodes' ? { ...EXAMPLE, upstreams: TWO } : undefined
}

export const goodFiles = (): readonly GeneratedFile[] =>
  Object.entries(GOOD_CONFIGS).flatMap(([name, good]) =>
    FORMS.flatMap((form) => {
      const deployment = formOf(good, form)
      if (deployment === undefined) return []
      const path = `proxy-configs/good/${name}/${form.name}.${good.extension}`
      return [{ path, text: render(good, deployment) }]
    }),
  )
