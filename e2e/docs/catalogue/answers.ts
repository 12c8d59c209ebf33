/**
 * What a handshake can be answered, and what each answer means, for a person who asks by hand. The answers are the
 * catalogue's: one that no row explains stops the pages from being made.
 */
import { FAULTS } from '../../../proxy-configs/faults.ts'
import { expected } from '../../../proxy-configs/probes.ts'
import { code, table } from '../markdown.ts'

type Language = 'en' | 'zh'

interface Row {
  /** Of the catalogue's answers, such as `426 app`. */
  readonly pattern: RegExp
  readonly status: string
  readonly means: Readonly<Record<Language, string>>
  readonly next: Readonly<Record<Language, string>>
}

const ROWS: readonly Row[] = [
  {
    pattern: /^101$/,
    status: '101',
    means: {
      en: 'WebSocket gets through, at least now and for you.',
      zh: '至少此刻、从你这里，WebSocket 是通的。',
    },
    next: { en: 'Step 5: time, name, and several servers.', zh: '第五步：空闲超时、域名、多台服务器。' },
  },
  {
    pattern: /^(426|404) app$/,
    status: '426, 404, 400, 200',
    means: {
      en: 'The same as the plain request: a proxy took the upgrade off, and the app answered an ordinary GET. The status tells which app it is, not which proxy.',
      zh: '与普通请求的回答相同：某个代理去掉了升级头，应用收到的只是一个普通 GET。状态码反映的是应用，不是代理。',
    },
    next: { en: 'Step 3: which proxy.', zh: '第三步：找出是哪一个代理。' },
  },
  {
    pattern: /^(200|404) /,
    status: '200, 404',
    means: {
      en: 'Not the app: a proxy’s own page, or a single page that answers every path. The path of the socket leads elsewhere.',
      zh: '回答的不是应用，而是代理自己的页面，或一个对所有路径都返回同一内容的单页。WebSocket 的路径没有转发给应用。',
    },
    next: { en: 'Forward that path to the app.', zh: '把这个路径转发给应用。' },
  },
  {
    pattern: /^30\d /,
    status: '301, 302, 308',
    means: {
      en: 'A redirect, to https, to another name, or to a login. Browsers follow none for a WebSocket.',
      zh: '跳转：到 https、到别的域名或到登录页。浏览器不会为 WebSocket 跟随任何跳转。',
    },
    next: {
      en: 'Look where `Location` leads; let this path pass.',
      zh: '看 `Location` 指向哪里，让这个路径不经跳转直接通过。',
    },
  },
  {
    pattern: /^(401|403|405) /,
    status: '401, 403, 405',
    means: {
      en: 'A login or a rule refuses: a password, an address list, a firewall for web applications; or the app itself does not know your page’s `Origin`.',
      zh: '被登录或规则拒绝：密码、地址名单、Web 应用防火墙；也可能是应用不认识页面的 `Origin`。',
    },
    next: { en: 'See who signs the page of refusal.', zh: '看拒绝页面是谁写的。' },
  },
  {
    pattern: /^(429|503 (nginx|haproxy)) ?/,
    status: '429, 503',
    means: {
      en: 'A limit is reached, no server is ready, or somebody switched the site off.',
      zh: '达到了连接上限、没有可用的后端，或有人把站点停了。',
    },
    next: { en: 'Read the error log of the proxy that signs it.', zh: '看署名的那个代理的错误日志。' },
  },
  {
    pattern: /^(500|502|503|504) /,
    status: '500, 502, 503, 504',
    means: {
      en: 'The proxy is right about WebSocket and cannot reach the app, or a login service behind it fails.',
      zh: '代理连不上应用，或它背后的登录服务出错；与 WebSocket 本身无关。',
    },
    next: {
      en: 'Is the app running, at that address, in that scheme?',
      zh: '应用在运行吗？地址、端口、http/https 对吗？',
    },
  },
  {
    pattern: /^400 /,
    status: '400',
    means: {
      en: 'When it differs from the answer to the plain request: plain HTTP at a port for HTTPS, too long a header, or a Squid that is no accelerator.',
      zh: '若内容与普通请求的不同：在 HTTPS 端口上说了 HTTP、请求头过长，或 Squid 没有设成加速模式。',
    },
    next: { en: 'Read the page; it says so.', zh: '读一下返回的页面，上面写着原因。' },
  },
  {
    pattern: /^(closed|hangs)$/,
    status: '000',
    means: {
      en: 'No answer: a wrong name or port, TLS where none is or the other way round, no connection left, or an app that hangs.',
      zh: '没有回答：域名或端口不对、该用 TLS 而没用（或相反）、连接数用尽，或应用挂起。',
    },
    next: { en: '`curl -v` says how far it came.', zh: '用 `curl -v` 看走到了哪一步。' },
  },
]

const HEADS: Readonly<Record<Language, readonly string[]>> = {
  en: ['answer', 'means', 'next'],
  zh: ['回答', '含义', '下一步'],
}

/** The catalogue's answers are taken by the first row that fits them. */
export function answersTable(language: Language): string {
  for (const { id, expect } of FAULTS) {
    const answer = expected(expect).handshake
    if (!ROWS.some(({ pattern }) => pattern.test(answer)))
      throw new Error(`${id}: no row explains the answer ${answer}`)
  }
  return table(
    HEADS[language],
    ROWS.map(({ status, means, next }) => [
      status.split(', ').map(code).join(', '),
      means[language],
      next[language],
    ]),
  )
}
