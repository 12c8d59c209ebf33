/** The words of the connection's details, in Chinese: for whoever has to find out what stops WebSocket. */
import type { connectionEn } from './en-connection.ts'

/** `紧邻服务器的代理（可能是 nginx）`: as much as is known of it. */
const next = (proxy: string): string => (proxy === '' ? '紧邻服务器的代理' : `紧邻服务器的代理（${proxy}）`)

export const connectionZh: typeof connectionEn = {
  details: '详细信息',
  copyReport: '复制报告',
  check: '检查此连接',
  reportCopied: '报告已复制，其中没有文档的任何文字。',
  lineLabel: '通往服务器的线路',
  you: '你',
  server: '服务器',
  proxy: '一个代理',
  someProxy: '途中的一个代理',
  httpCarries: '通过 HTTP',
  websocket: 'WebSocket',
  exchange: 'HTTP',

  named: {
    certain: (names) => names,
    likely: (names) => `很可能是 ${names}`,
    possible: (names) => `也许是 ${names}`,
  },
  or: (names) => names.join(' 或 '),

  cut: {
    'http-1.0': '使用 HTTP/1.0，丢掉了 Upgrade',
    'upgrade-headers-missing': '去掉了 Upgrade 头',
    'upgrade-missing': '去掉了 Upgrade 头',
    'upgrade-value-wrong': '改动了 Upgrade 头',
    'connection-missing': '替换了 Connection 头',
    'connection-empty': '清空了 Connection 头',
    'upgrade-not-enabled': '没有允许升级',
    'pipe-missing': '当作缓存处理，没有直通',
    'pipe-without-headers': '去掉了 Upgrade 头',
  },
  cutBefore: '握手没有到达服务器',
  cutAfter: '服务器的应答没有传回来',
  cutRefused: '服务器拒绝了握手',
  cutNoHandshake: '到达的已不是握手',
  cutOpened: '连上后被切断',
  cutOffline: '本设备没有网络',

  causes: {
    'http-1.0': (proxy) => `${next(proxy)}用 HTTP/1.0 与服务器通信，丢掉了 WebSocket 需要的 Upgrade 头。`,
    'upgrade-headers-missing': (proxy) => `${next(proxy)}去掉了 WebSocket 需要的 Upgrade 头。`,
    'upgrade-missing': (proxy) => `${next(proxy)}去掉了 WebSocket 需要的 Upgrade 头。`,
    'upgrade-value-wrong': (proxy) => `${next(proxy)}转发的 Upgrade 头值不对。`,
    'connection-missing': (proxy) => `${next(proxy)}替换了 WebSocket 需要的 Connection 头。`,
    'connection-empty': (proxy) => `${next(proxy)}清空了 WebSocket 需要的 Connection 头。`,
    'upgrade-not-enabled': (proxy) => `${next(proxy)}没有设置为放行 WebSocket，因此丢掉了 Upgrade 头。`,
    'pipe-missing': (proxy) => `${next(proxy)}把 WebSocket 当作可缓存的页面处理，没有直通。`,
    'pipe-without-headers': (proxy) => `${next(proxy)}在直通时去掉了 WebSocket 需要的 Upgrade 头。`,
  },
  furtherOut: '途中不止一个代理：出错的也可能是更靠外的那个，错误相同。',
  notSeen: '握手根本没有到达服务器：它前面有什么东西拦截了 WebSocket。',
  answerLost: '服务器接受了 WebSocket，但应答没有传回来：途中有什么东西把它拦截了。',
  refusedByServer: '握手完整到达，但被服务器拒绝。原因记录在服务器的日志里。',
  noHandshake: '到达服务器的已不是 WebSocket 握手：途中有什么东西替换了它。',

  forOperator: '给服务器的管理员',
  notSeenAdvice:
    '可能是服务器的代理没有转发握手，也可能是读者附近的防火墙、杀毒软件或公司代理把它拦下了。换一个网络试试：如果那里 WebSocket 正常，问题就在读者这一侧。',
  answerLostAdvice: '请查找没有转发 101 Switching Protocols 应答、或在应答之后关闭连接的代理。',
  inConfiguration: (proxy) => `在 ${proxy} 的配置中：`,

  now: '当前通道',
  nothing: '目前没有',
  roundTrip: '往返时间',
  milliseconds: (ms) => `${Math.round(ms)} 毫秒`,
  notMeasured: '未测量',
  arrived: '服务器看到的握手',
  nothingArrived: '最近一分钟内什么也没有到达。',
  request: '请求',
  missing: '缺失',
  attempts: '最近的尝试',
  noAttempts: '还没有。',

  attempt: {
    opening: '正在打开',
    open: '已打开，尚未验证',
    healthy: '正常',
    neverOpened: (how) => `没有打开：${how}`,
    openedThenEnded: (how) => `打开后从未应答，已结束：${how}`,
    ended: (how) => `曾经正常，已结束：${how}`,
    notNeeded: '不再需要，由本页结束',
  },
  close: (code, words) => `${code},${words}`,
  closeCut: '没有任何说明就被切断',
  closeUnknown: '含义不明',

  line: {
    works: '已验证：你的修改通过 WebSocket 送达服务器。',
    unknown: '你与服务器之间的 WebSocket 情况不明。',
    byHttp: 'HTTP 可以通到服务器，你的修改由它传送。',
    notByHttp: '你的修改目前没有通过 HTTP 传送。',
    cut: (where, reason) => `WebSocket 在${where}断开：${reason}。`,
    cutSomewhere: '你与服务器之间',
    cutAt: (proxy) => ` ${proxy} 与服务器之间`,
  },

  report: {
    heading: 'Holdfast 连接报告',
    time: '时间',
    pad: '文档',
    address: '网址',
    browser: '浏览器',
    status: '状态',
  },
}
