/** Old workers are made to leave, with everybody who is connected to them. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxWorkerShutdownTimeout: Fault = {
  id: 'nginx-worker-shutdown-timeout',
  title: 'every reload cuts all connections',
  culprit: 'nginx',
  symptom: 'dropped',
  way: {
    hops: [
      { good: 'nginx', main: [{ at: 'worker_processes', keep: true, add: ['worker_shutdown_timeout 1s;'] }] },
    ],
    meanwhile: { hop: 0, does: 'reload' },
  },
  sees: 'Everybody reconnects at the same moment, whenever certificates are renewed or a site is changed.',
  wire: 'After a reload the old workers go on with what they have, until the timeout ends that without a close frame.',
  neighbours:
    '`nginx-read-timeout` cuts each connection by its own silence, this one all at once. Without `worker_shutdown_timeout` a reload cuts nothing.',
  ours: 'Connects again at once, each client at its own moment within a few seconds, and loses nothing.',
  fix: 'Leave it out, or make it hours; old workers end when their last connection does.',
  expect: { idle: 'cut', pinged: 'cut' },
  stories: ALL_WELL,
  sources: ['https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout'],
}
