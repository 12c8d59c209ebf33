/**
 * The shape of a WebSocket, for a `WebsocketProvider` that makes one and believes in it. Behind it transports
 * come and go; the provider sees one that opens, carries whole frames, and closes only when nothing carries
 * any more. It implements what y-websocket uses and no more.
 */

/** The connection's view of a facade. */
export interface FacadeOwner {
  /** A provider made this one; the one before it, if any, is over. */
  attached(facade: Facade): void
  /** The provider sends a frame. */
  sent(facade: Facade, frame: Uint8Array): void
  /** The provider closes it. */
  detached(facade: Facade): void
}

export interface Facade {
  readonly url: string
  readonly protocols: string | string[] | undefined
  readonly isOpen: boolean
  open(): void
  deliver(frame: Uint8Array): void
  /** Nothing carries any more: the provider is told, with a close code that says whether to come back. */
  shut(code: number, reason: string): void
}

/** A class to hand to y-websocket as `WebSocketPolyfill`. */
export function createFacadeClass(owner: FacadeOwner): typeof WebSocket {
  class ResilientSocket implements Facade {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readonly url: string
    readonly protocols: string | string[] | undefined
    readonly bufferedAmount = 0
    readyState = 0
    onopen: ((event: Event) => void) | null = null
    onmessage: ((event: MessageEvent) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    onclose: ((event: CloseEvent) => void) | null = null

    constructor(url: string | URL, protocols?: string | string[]) {
      this.url = String(url)
      this.protocols = protocols
      owner.attached(this)
    }

    set binaryType(_type: BinaryType) {
      // Frames are always handed over as ArrayBuffer.
    }

    get isOpen(): boolean {
      return this.readyState === this.OPEN
    }

    send(data: Uint8Array): void {
      if (this.isOpen) owner.sent(this, data)
    }

    close(code = 1000, reason = ''): void {
      if (this.readyState >= this.CLOSING) return
      owner.detached(this)
      this.shut(code, reason)
    }

    open(): void {
      if (this.readyState !== this.CONNECTING) return
      this.readyState = this.OPEN
      this.onopen?.({ type: 'open' } as Event)
    }

    deliver(frame: Uint8Array): void {
      if (!this.isOpen) return
      const data = frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.byteLength)
      this.onmessage?.({ type: 'message', data } as MessageEvent)
    }

    shut(code: number, reason: string): void {
      if (this.readyState === this.CLOSED) return
      this.readyState = this.CLOSED
      this.onclose?.({ type: 'close', code, reason, wasClean: code === 1000 } as CloseEvent)
    }
  }
  return ResilientSocket as unknown as typeof WebSocket
}
