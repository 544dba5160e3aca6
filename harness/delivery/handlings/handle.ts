/**
 * Changes V1 updates on their way and loses nothing of them. `receiverVector` is the state vector of the
 * document that they are for.
 */
export type Handle = (
  updates: readonly Uint8Array[],
  receiverVector: Uint8Array,
) => readonly Uint8Array[];
