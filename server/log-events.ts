/**
 * Every event the server logs, as data: its level and what it means for whoever runs the server. The table in
 * docs/operations/logs.md is made from it, and a test holds it against the code. Names stay.
 */
export interface LogEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly about: string
}

export const LOG_EVENTS: Readonly<Record<string, LogEvent>> = {
  'peer.joined': { level: 'info', about: 'A client took its seat in a pad.' },
  'peer.left': {
    level: 'info',
    about:
      'It is gone: after how long, who ended it (`server`, `client`, or the `line`), and what it carried.',
  },
  'websocket.refused': { level: 'info', about: 'A handshake was answered with an error, by its code.' },
  'websocket.stripped': {
    level: 'warn',
    about:
      'A proxy removed the upgrade from a handshake: which, how, and the lines that mend it. Once an hour.',
  },
  'websocket.not-seated': {
    level: 'warn',
    about: 'A socket was opened and closed at once: the pad cannot be joined.',
  },
  'websocket.silent': { level: 'info', about: 'A connection answered no ping and was cut.' },
  'websocket.bad-frame': {
    level: 'warn',
    about: 'A client sent what is no frame; its connection was closed.',
  },
  'websocket.frame-failed': {
    level: 'error',
    about: 'The server failed at a frame. A fault of ours: please report it.',
  },
  'websocket.error': { level: 'info', about: 'A socket failed or broke the rules of WebSocket.' },
  'websocket.socket-error': { level: 'debug', about: 'A TCP connection failed.' },
  'exchange.refused': {
    level: 'info',
    about: 'An exchange request was answered with an error, by its code.',
  },
  'exchange.asked': { level: 'debug', about: 'A client asks for news over HTTP.' },
  'admission.denied': {
    level: 'warn',
    about: 'A limit or the rule about origins said no, with the option to set. Once an hour for each source.',
  },
  'admission.unlisted-proxy': {
    level: 'warn',
    about: 'A proxy that is not in HOLDFAST_TRUSTED_PROXIES hides people. Once an hour.',
  },
  'http.request-failed': {
    level: 'error',
    about: 'The server failed at a request. A fault of ours: please report it.',
  },
  'room.write-failed': {
    level: 'error',
    about: 'A pad’s edits cannot be written; they wait in memory and are tried again.',
  },
  'room.write-recovered': { level: 'info', about: 'They are written.' },
  'room.unsaved-at-stop': {
    level: 'error',
    about: 'The server stopped with edits that were never on the disk; their authors keep them.',
  },
  'room.dropped': {
    level: 'error',
    about: 'A pad in memory could not be trusted and is loaded again; its people come back by themselves.',
  },
  'room.update-unappliable': { level: 'error', about: 'Something stored could not be applied to a pad.' },
  'room.frame-refused': { level: 'warn', about: 'An update could not be understood; its sender was closed.' },
  'room.change-refused': {
    level: 'info',
    about: 'A reader’s edit was not taken: the pad or its link is read only. Told once for each connection.',
  },
  'room.gap-bound': {
    level: 'warn',
    about: 'Too much of one client waited for a predecessor; it was sent away to synchronise anew.',
  },
  'room.title-not-indexed': { level: 'warn', about: 'The list shows an old title of this pad.' },
  'room.compaction-failed': { level: 'warn', about: 'A pad’s log was not shortened; it is tried again.' },
  'storage.write-failed': {
    level: 'error',
    about: 'The disk takes no writes. Nothing is called saved until it does.',
  },
  'storage.writes-again': { level: 'info', about: 'It does again.' },
  'storage.damage': { level: 'error', about: 'A part of the store could not be read: what and where.' },
  'storage.pad-damaged': {
    level: 'error',
    about: 'A pad is in quarantine: its last good state can be read, and nothing written.',
  },
  'storage.brought-forward': {
    level: 'warn',
    about: 'The data folder was of an older format and is now of this one; older releases refuse it.',
  },
  'storage.torn-tail': {
    level: 'warn',
    about: 'The last write before a crash was incomplete and was cut off; it was never called saved.',
  },
  'storage.torn-tail-kept': { level: 'error', about: 'Such a tail could not be cut off, and was kept.' },
  'storage.purge-failed': { level: 'warn', about: 'A deleted pad’s content could not be removed.' },
  'storage.remove-failed': { level: 'warn', about: 'A file that is no longer needed could not be removed.' },
  'storage.reclaim-failed': { level: 'warn', about: 'An old part of the log could not be removed.' },
  'storage.seal-failed': {
    level: 'warn',
    about: 'The log was not closed cleanly; the next start reads it as after a crash.',
  },
  'websocket.fails-from-outside': {
    level: 'warn',
    about:
      'A handshake through the public address fails, with its cause; asked by `/live/websocket`. Told once.',
  },
  'operate.asked': { level: 'info', about: 'A command on this machine, such as a backup, asks this server.' },
  'operate.cut-off': { level: 'debug', about: 'It hung up before the answer was whole.' },
  'operate.answer-failed': { level: 'warn', about: 'It got no whole answer; it says so itself.' },
  'operate.unavailable': {
    level: 'warn',
    about: 'Commands on this machine cannot ask this server while it runs; everything else works.',
  },
  'exhibit.joined': { level: 'info', about: 'A client of an exhibit joined.' },
  'exhibit.frame-failed': { level: 'error', about: 'The server failed at a frame of an exhibit.' },
  'server.stopping': { level: 'info', about: 'The stop began, by which signal.' },
}
