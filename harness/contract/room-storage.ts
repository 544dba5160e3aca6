/** What loading a room found, and what it could not read. */
export interface LoadedRoom {
  /** V1 updates in the order they were stored. */
  readonly updates: readonly Uint8Array[];
  /** One line for each record that was torn, corrupt or missing. */
  readonly damage: readonly string[];
}

/**
 * Where a node keeps its rooms. A rejection of `append` means that the update is not stored and may
 * be tried again.
 */
export interface RoomStorage {
  load(room: string): Promise<LoadedRoom>;
  /** Resolves once the update is durable; `written` is called when it has left the process. */
  append(room: string, update: Uint8Array, written?: () => void): Promise<void>;
  /** Replaces the updates stored so far by one that holds them all; atomic. */
  compact(room: string, state: Uint8Array): Promise<void>;
  rooms(): Promise<readonly string[]>;
  /** Resolves when all that was accepted is durable. */
  close(): Promise<void>;
}
