/** 1 MB is all nginx takes unless told otherwise. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const nginxBodyTooSmall: Fault = {
  id: 'nginx-body-too-small',
  title: 'large bodies are refused',
  culprit: 'nginx',
  symptom: 'too-large',
  way: oneHop('nginx', { at: 'client_max_body_size' }),
  sees: 'A large text or image cannot be imported; everything else works.',
  wire: 'POST above 1 MB is answered with 413 by nginx itself, and its error log says that the client intended to send too large a body. Messages over a WebSocket are not bodies, and may be larger.',
  neighbours: "The page of the 413 is the one of nginx; the app's own limit answers with the app's words.",
  ours: 'Over WebSocket it notices nothing; over HTTP it cuts large changes into parts that get through.',
  fix: 'Raise `client_max_body_size`.',
  expect: { large: '413 nginx' },
  stories: ALL_WELL,
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size'],
}
