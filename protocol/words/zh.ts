/**
 * Every word a person sees in the browser, in Chinese (simplified characters). Written for people who read
 * Chinese, not translated word by word; the voice is that of en.ts: what it means for the reader, why, what to
 * do. 已保存, 实时 and 离线 are used only where they are true. `Words` makes a missing sentence an error of types.
 */
import type { Words } from './en.ts'
import { createTimeWords } from './time.ts'
import { connectionZh } from './zh-connection.ts'

export const zh: Words = {
  code: 'zh-CN',
  direction: 'ltr',

  product: 'Holdfast',

  list: {
    heading: '文档',
    documentTitle: '文档 · Holdfast',
    create: '新建文档',
    creating: '正在新建…',
    search: '按标题查找',
    searchLabel: '按标题查找文档',
    empty: '还没有文档。新建第一篇，把它的网址发给别人。',
    noMatch: (query) => `没有标题包含“${query}”的文档。`,
    found: (n) => (n === 0 ? '没有找到文档。' : `找到 ${n} 篇文档。`),
    more: '显示更早的文档',
    untitled: '无标题',
    people: (n) => (n === 0 ? '' : `${n} 人在线`),
    remove: '删除',
    removeLabel: (title) => `删除“${title}”`,
    removed: (title) => `已删除“${title}”，24 小时内可以恢复。`,
    undo: '撤销',
    restored: (title) => `已恢复“${title}”。`,
    createFailed: '文档没有建成：服务器的回应不符合预期。请稍后再试。',
    removeFailed: '没有删除任何内容：服务器的回应不符合预期。请稍后再试。',
    restoreFailed: '文档没有恢复：服务器的回应不符合预期。请稍后再试。',
    stale: '列表可能不是最新的：服务器目前没有回应。',
  },

  pad: {
    documentTitle: (title) => `${title === '' ? '无标题' : title} · Holdfast`,
    allPads: '全部文档',
    title: '标题',
    titlePlaceholder: '无标题',
    text: '文档正文',
    textPlaceholder: '在这里书写。知道本页网址的人都可以和你一起写。',
    readOnlyWithoutScript: '目前只能阅读。要书写，请允许本页运行 JavaScript。',
    menu: '更多',
    exportHeading: '下载为',
    formats: { html: '网页（HTML）', md: 'Markdown', txt: '纯文本', json: 'JSON', yjs: 'Yjs 更新数据' },
    copyAddress: '复制网址',
    addressCopied: '网址已复制。',
    remove: '删除文档',
    removeFailed: '文档没有删除：服务器的回应不符合预期。请稍后再试。',
    copyText: '复制我的文字',
    textCopied: '你的文字已复制。',
    copyFailed: '浏览器不允许复制。请选中文字，用键盘复制。',
    close: '关闭',
  },

  deleted: {
    heading: '这篇文档已被删除',
    documentTitle: '已删除的文档 · Holdfast',
    until: (when) => `在 ${when} 之前可以恢复。`,
    within: '删除后 24 小时内可以恢复。',
    expired: '已无法恢复：删除后只能在 24 小时内恢复。',
    restore: '恢复文档',
    restoring: '正在恢复…',
    restoreFailed: '文档没有恢复：服务器的回应不符合预期。请稍后再试。',
    ownText: '下面的内容还留在本页中。需要的话请复制。',
  },

  missing: {
    heading: '没有这个页面',
    documentTitle: '未找到 · Holdfast',
    body: '网址可能输错了。文档的网址以 /p/ 加名称结尾，名称由字母、数字、_ 和 - 组成。',
  },

  failure: {
    heading: '服务器无法回应',
    documentTitle: '服务器错误 · Holdfast',
    body: '你写的内容没有受到影响。请稍后重新加载；如果一直这样，请告诉服务器的管理员。',
  },

  damaged: (reason) =>
    `这篇文档在服务器上的存档已损坏，可以阅读，不能修改。${reason} 你看到的是它最后一次完好的内容。请下载它，并告诉服务器的管理员。`,

  foreign: {
    notice: (names) =>
      `在这里可以阅读这篇文档，但不能修改：其中有本编辑器不认识的部分（${names}），修改会把它们丢掉。请用写入它们的程序打开。`,
    unknownPart: (name) => `“${name}”类型的部分`,
  },

  access: {
    textPlaceholder: '在这里书写。拿到编辑链接的人都可以和你一起写。',
    reading: '你可以阅读这篇文档，但不能修改：你是用只读链接打开的。想要书写，请向给你链接的人要编辑链接。',
    refused:
      '服务器不接受这里的修改：本浏览器只有这篇文档的只读链接。你写的内容只在这个页面里，需要的话请复制。',
    shut: '你打开文档时用的链接已被更换或停用，本页已与文档断开。需要的话请复制你的文字，并向对方要新的链接。',
    menu: '链接…',
    heading: '这篇文档的链接',
    asking: '正在询问服务器…',
    failed: '服务器的回应不符合预期。请关闭此窗口，稍后再试。',
    name: { edit: '编辑链接', read: '只读链接' },
    hint: {
      edit: '拿到它的人可以阅读和书写，也能看到这两个链接。',
      read: '拿到它的人可以阅读，别人能看到他们在线。',
    },
    copy: { edit: '复制编辑链接', read: '复制只读链接' },
    copied: { edit: '编辑链接已复制。', read: '只读链接已复制。' },
    renew: { edit: '更换两个链接', read: '更换只读链接' },
    sure: {
      edit: '要更换两个链接吗？旧链接对除你以外的所有人立即失效。',
      read: '要更换只读链接吗？旧链接立即失效。',
    },
    renewed: {
      edit: '两个链接都已更换。需要继续使用的人必须拿到新链接。',
      read: '只读链接已更换。需要继续阅读的人必须拿到新链接。',
    },
    off: '已停用',
  },

  device: {
    opening: '服务器没有回应。正在本设备上寻找副本…',
    nothingHere: '服务器没有回应，本设备上也没有这篇文档的副本。服务器恢复回应后，文档会自动打开。',
    setAsideHeading: '你以前在这篇文档里写的内容',
    replaced: (when) =>
      `这篇文档在服务器上已被另一份取代。你在${when}写的文字不在新文档里，只保存在本设备上。需要的话请复制或下载。`,
    deleted: (when) =>
      `你最后在这篇文档里写的内容没有送达服务器。你在${when}写的文字只保存在本设备上。需要的话请复制或下载。`,
    download: '下载',
    fileName: (title) => `${title === '' ? '无标题' : title}.txt`,
    dismiss: '从本设备上移除',
    dismissFailed: '没有移除：浏览器存储的回应不符合预期。',
  },

  status: {
    label: '这篇文档的状态',
    panelHeading: '状态',
    opening: '正在打开…',
    saved: '已保存',
    saving: '正在保存…',
    reconnecting: '正在重连…',
    notSaved: '未保存',
    offline: '离线',
    notLiveLabel: '未连接',
    readOnly: '只读',
    deleted: '已删除',
    live: '实时同步：你一边写，别人一边就能看到。',
    liveReading: '实时同步：别人一边写，你一边就能看到。',
    reading: '你是用只读链接打开的。',
    unsavedReading: '未保存：服务器不接受来自只读链接的修改。需要的话请复制你的文字。',
    linkRevoked: '你打开文档时用的链接已被更换或停用。',
    savedDetail: '你写的全部内容都已存入服务器的磁盘。',
    savedOthers: '别人写的内容由他们自己的页面保管，直到同样存入磁盘。',
    savingDetail: '服务器还没有确认你最近的修改已存入磁盘。',
    connecting: '正在连接服务器…',
    liveByHttp: '通过 HTTP 实时同步。你与服务器之间的 WebSocket 被拦截。',
    reconnectingDetail: (attempt, seconds) =>
      seconds === undefined
        ? `目前没有连上服务器。正在重连（第 ${attempt} 次）。`
        : `目前没有连上服务器。${seconds} 秒后重连（第 ${attempt} 次）。`,
    keeping: '正在保留…',
    keepingDetail: '正在把你最近的修改写入本设备。',
    onThisDevice: '仅在本设备',
    offlineKept: (n) => `离线。${n} 处修改已保存在本设备。`,
    keptDetail: (n) => `${n} 处修改已保存在本设备，尚未送达服务器。`,
    keptGoes: '可以关闭本页：再次打开这篇文档时，保存在这里的内容会送往服务器。',
    notKept: {
      missing: '本设备不保留副本：浏览器没有给本页存储空间（无痕窗口，或存储功能已关闭）。',
      blocked: '本设备不保留副本：浏览器的存储没有回应。',
      full: '本设备不保留副本：浏览器给本站的存储空间已满。',
      failed: '本设备不保留副本：浏览器的存储报告了错误。',
    },
    fromDevice: '你看到的是本设备上的副本，服务器上的可能更新。',
    notLiveFromDevice: '未实时同步：无法连上服务器。',
    notLive: '未实时同步：无法连上服务器。你看到的是本页加载时服务器上的内容。',
    offlineDetail: '未实时同步：你的设备没有网络。',
    nothingToLose: '你写的内容都已保存。',
    notSavedDetail: '未保存：此浏览器无法保留本地副本，离开前请复制文字。',
    storageFails: '服务器目前无法写入磁盘，会自动继续尝试。',
    damagedDetail: '服务器上的存档已损坏。你看到的是本页加载时最后一次完好的内容。',
    differs: '未保存：服务器上的内容与你的不一致。请先复制文字，再重新加载本页。',
    refusedBecause: (reason) => `服务器拒绝了连接：${reason}`,
    refusedUnknown: (code) => `服务器拒绝了连接（代码 ${code}）。`,
    foreignOrigin:
      '途中的代理改动了 Host 头，服务器因此把本页当成了别的网站的页面。服务器管理员把 HOLDFAST_PUBLIC_URL 设为大家打开的网址即可解决。',
    limits: {
      'address-full': '你所在网络的连接数已达到服务器允许的上限。',
      'too-many-joins': '你所在网络一分钟内新建的连接超过了服务器允许的数量。',
      'pad-full': '这篇文档的在线人数已达到服务器允许的上限。',
      'server-full': '这台服务器的在线人数已达到上限。',
      'too-many-pads': '你所在网络一小时内新建的文档超过了服务器允许的数量。',
      'too-many-frames': '本页一次发出的修改超过了服务器允许的数量。',
      'too-many-bytes': '本页一次发出的数据超过了服务器允许的大小。',
    },
    limitPasses: (seconds) => (seconds === undefined ? '会自动重试。' : `${seconds} 秒后自动重试。`),
    reconnectNow: '立即重连',
    reload: '重新加载',
    otherGeneration: '这篇文档在服务器上已被另一份取代。请先复制文字，再重新加载本页。',
  },

  connection: connectionZh,

  people: {
    label: '这篇文档里的人',
    you: (name) => `${name}（你）`,
    here: (n) => `${n} 人在这里`,
    more: (n) => `还有 ${n} 人`,
    anonymous: '访客',
    chooseName: '你的名字',
    chooseNameHint: '别人会在你的光标旁看到它。它只保存在此浏览器中。',
    saveName: '使用这个名字',
    changeName: (name) => `你是${name}。更改名字`,
  },

  toolbar: {
    label: '格式',
    paragraph: '正文',
    heading: (level) => `${level} 级标题`,
    bold: '加粗',
    italic: '斜体',
    strike: '删除线',
    code: '代码',
    link: '链接',
    bulletList: '项目列表',
    orderedList: '编号列表',
    quote: '引用',
    codeBlock: '代码块',
    divider: '分隔线',
    image: '图片',
    undo: '撤销',
    redo: '重做',
    withShortcut: (name, shortcut) => `${name}（${shortcut}）`,
  },

  link: {
    heading: '链接',
    address: '网址',
    text: '文字',
    apply: '应用',
    remove: '移除链接',
    cancel: '取消',
    refused: '不能使用这个网址。可以使用 http、https、mailto 和本站的网址。',
    open: '打开链接',
  },

  image: {
    heading: '图片',
    address: '图片网址',
    description: '给看不到图片的人的说明',
    apply: '插入',
    cancel: '取消',
    refused: '不能使用这个网址。可以使用 http、https 和本站的网址。',
  },

  time: createTimeWords('zh-CN', '刚刚'),
}
