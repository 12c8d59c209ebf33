/** The kernel waits for more to send, and HAProxy has asked it to. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const haproxyPiecesLate: Fault = {
  id: 'haproxy-pieces-late',
  title: 'the pieces of an answer are held back for a moment',
  culprit: 'haproxy',
  symptom: 'slow',
  way: oneHop(
    'haproxy',
    { at: 'timeout client', through: 'option http-no-delay', add: ['timeout client 120s'] },
    { at: 'timeout tunnel', through: 'option http-no-delay', add: ['timeout tunnel 1h'] },
  ),
  sees: 'Events and other answers that come in pieces are late, each piece by the same fifth of a second.',
  wire: 'HAProxy tells the kernel that more will follow (MSG_MORE), and Linux then holds a packet that is not full back for 200 ms. Only the last piece is in time.',
  neighbours:
    'Behind nginx with HTTP/1.0 all pieces come together at the end: `nginx-http10-buffered`. A WebSocket is not delayed.',
  ours: 'Notices nothing: its answers come whole, and its sockets are not held back.',
  fix: '`option http-no-delay`, in the frontend or in the backend.',
  expect: { stream: 'late' },
  stories: ALL_WELL,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-option%20http-no-delay'],
}
