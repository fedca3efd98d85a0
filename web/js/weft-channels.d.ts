import type { Client, Emitter, PositionEvent } from "./weft-client.js";

/** The server refused a request. Other errors: there was no connection, or it ended before the answer. */
export class RequestError extends Error {
  /** The JSON-RPC error code. */
  code: number;
  data?: unknown;
}

export interface ChannelMessageEvent extends Event {
  data: any;
  /** Absent for topics that keep nothing. */
  position?: string;
  /** Whether it was sent while this client was away. */
  replayed: boolean;
}

export interface PastMessage {
  data: any;
  position: string;
  /** When the server stored it, in ISO 8601. Absent from a message that came as an event just before. */
  time?: string;
}

export interface MemberEvent extends Event {
  member: any;
}

export interface TopicEvents {
  message: ChannelMessageEvent;
  join: MemberEvent;
  leave: MemberEvent;
  /** All that was missed has been replayed. */
  resumed: PositionEvent;
  /** Messages are missing: load history() anew. Later messages arrive as usual. */
  lost: PositionEvent;
  /** The server does not allow the subscription, or no longer. */
  refused: Event & { error: RequestError };
}

export interface Topic extends Emitter<TopicEvents> {
  readonly name: string;
  /**
   * Subscribes, on this connection and on all later ones. The promise waits for the first answer: it is rejected with a
   * RequestError if the server refuses.
   */
  subscribe(listener?: (event: ChannelMessageEvent) => void): Promise<any>;
  /** Listeners stay. */
  unsubscribe(): Promise<void>;
  publish(data: unknown): Promise<any>;
  /**
   * The last messages, oldest first. While subscribed: without those that are still to come as events, so that it can be
   * shown in place of what was shown so far.
   */
  history(limit?: number): Promise<PastMessage[]>;
  presence(): Promise<any>;
}

export interface Channels {
  readonly connection: Client;
  /** The same object for the same name. */
  topic(name: string): Topic;
  /** Any other request. The promise is rejected at once if there is no connection. */
  request(method: string, params: object): Promise<any>;
}

export function channels(connection: Client): Channels;
