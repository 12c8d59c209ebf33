/**
 * What a configuration of the catalogue needs around it to run outside of the system's own place for it: from one
 * folder, by somebody who need not be root. No line of the configuration is changed; whoever runs it adds what it
 * says where.
 */

/** `main` and `http` are lines of those contexts: where it writes its notes, above all. */
export const nginxAround = (
  config: string,
  folder: string,
  { main, http }: { readonly main: string; readonly http: string },
): string => `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
${main}
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${http}
${config}
}
`

/** What Debian's Apache has enabled from the start and is not in the way here. */
const APACHE_FROM_THE_START = ['mpm_event', 'authz_core', 'alias', 'env', 'setenvif', 'reqtimeout', 'filter']

/** What `a2enmod` enables along with a module. */
const APACHE_ALONG: Readonly<Record<string, readonly string[]>> = {
  proxy_http: ['proxy'],
  proxy_wstunnel: ['proxy'],
  proxy_balancer: ['proxy', 'slotmem_shm'],
  lbmethod_byrequests: ['proxy', 'slotmem_shm', 'proxy_balancer'],
  ssl: ['socache_shmcb'],
}

/** Exactly what the configuration says in its comments, so that whoever follows them has enough. */
const apacheModules = (config: string): readonly string[] => {
  const said = [...config.matchAll(/^# {3}a2enmod (.*)$/gm)].flatMap(([, names = '']) => names.split(' '))
  const all = said.flatMap((name) => [...(APACHE_ALONG[name] ?? []), name])
  return [...new Set([...APACHE_FROM_THE_START, ...all])]
}

/** User and Group count only where it is started as root. `logs` are the lines that say where its notes go. */
export const apacheAround = (config: string, folder: string, logs: string): string => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
User nobody
Group nogroup
ServerName localhost
${apacheModules(config)
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
StartServers 1
ThreadsPerChild 25
MinSpareThreads 25
RequestReadTimeout header=20-40,minrate=500
RequestReadTimeout body=10,minrate=500
${logs}
${[...new Set([...config.matchAll(/^<VirtualHost (.*)>$/gm)].map(([, at]) => `Listen ${at}`))].join('\n')}
${config}
`

/** File of the folder that says which name 127.0.0.1 has: Squid looks it up before it compares names. */
export const SQUID_HOSTS = 'hosts'

export const squidAround = (config: string, folder: string, logs: string): string => `${config}
pid_filename ${folder}/squid.pid
${logs}
coredump_dir ${folder}
pinger_enable off
netdb_filename none
hosts_file ${folder}/${SQUID_HOSTS}
shutdown_lifetime 0 seconds
`
