/**
 * What instances of one server talk to each other over, as over the pub/sub of Redis: the links between
 * their nodes carry it, and whatever happens to a link happens to it.
 *
 * At most once: a process that cannot be reached at the moment misses the message, and neither side is
 * told. What one process publishes arrives everywhere in that order, or not at all. Nothing is kept for
 * later, but what is in flight on a connection that stands is held, and delivered after the heal, as
 * TCP does.
 */
export interface ServerBus {
  /**
   * To everybody subscribed to the channel, in this process too, as Redis does: tell your own messages by
   * what you put in them. The bytes are copied.
   */
  publish(channel: string, message: Uint8Array): void;
  /**
   * Calls `listener` with a copy of each message; what it throws ends the process, as it would in Node.
   * Returns what ends the subscription.
   */
  subscribe(channel: string, listener: (message: Uint8Array, channel: string) => void): () => void;
  /**
   * Calls `listener` whenever a way to other instances has come up, the first time too, as clients of Redis
   * tell of `ready`: what was published before then may be missing on either side of it.
   */
  onConnected(listener: () => void): () => void;
}
