/** "closing": the page called close(). "waiting": the connection was lost, and the next attempt comes after a wait. */
export type State = "connecting" | "open" | "closing" | "waiting" | "closed";

export interface Options {
  /** Subprotocols to offer. */
  protocols?: string | string[];
  /**
   * Milliseconds. The wait before attempt n is a random part of min * 2^n, max at most; see docs/weft-client.md.
   * Defaults: 1000 and 30000. `false`: a lost connection stays lost.
   */
  reconnect?: { min?: number; max?: number } | false;
  /** Default true. `false` for servers other than Weft: nothing is added to the address, nor to or from the messages. */
  resume?: boolean;
  /** What positions() returned earlier, as before a reload of the page. */
  positions?: Positions | null;
  /** The class to connect with. Default: the global one. */
  WebSocket?: new (url: string, protocols?: string | string[]) => WebSocket;
  /** Chance, from 0 to below 1. Default: Math.random. */
  random?: () => number;
}

/** The last seen position of each topic. An empty text: the topic was empty. */
export type Positions = Record<string, string>;

export interface WeftMessageEvent extends Event {
  data: string | ArrayBuffer;
  /** Absent for messages of no topic, and of topics that keep nothing. */
  topic?: string;
  position?: string;
  /** Whether it was sent while this client was away. */
  replayed: boolean;
}

export interface WeftCloseEvent extends Event {
  code: number;
  reason: string;
  /** Whether the client connects again by itself. */
  again: boolean;
  /** In how many milliseconds. */
  wait?: number;
}

export interface PositionEvent extends Event {
  topic: string;
  /** Where it goes on from; an empty text if the topic is empty. */
  position: string;
}

export interface ClientEvents {
  open: Event;
  /** A connection, or an attempt to connect, has ended. */
  close: WeftCloseEvent;
  message: WeftMessageEvent;
  /** All that was missed of a topic has been replayed. */
  resumed: PositionEvent;
  /** Messages of a topic are missing: load its state anew. Later messages arrive as usual. */
  lost: PositionEvent;
  state: Event & { state: State };
}

type Listener<E> = ((event: E) => void) | { handleEvent(event: E): void } | null;

/** An EventTarget that knows its events. */
export interface Emitter<Events> {
  addEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: Listener<Events[Type]>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: Listener<Events[Type]>,
    options?: boolean | EventListenerOptions,
  ): void;
}

export interface Client extends Emitter<ClientEvents> {
  readonly state: State;
  /** The WebSocket of the moment, for what it knows (protocol, bufferedAmount); null while there is none. */
  readonly socket: WebSocket | null;
  /** False: not open, so nothing was sent. True: handed to the browser, which says nothing about its arrival. */
  send(data: string | ArrayBufferLike | ArrayBufferView | Blob): boolean;
  /** Ends the connection, or the wait for the next. */
  close(code?: number, reason?: string): void;
  /** Connects now: instead of waiting, or after the end. */
  reconnect(): void;
  /** A copy, to be kept over a reload. */
  positions(): Positions;
  /** The page left this topic: do not ask for what it missed. */
  forget(topic: string): void;
}

/** Takes ws:, wss:, http: and https: addresses. Throws if the browser refuses the address. */
export function connect(url: string | URL, options?: Options): Client;
