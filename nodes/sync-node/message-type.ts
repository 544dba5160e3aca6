/** Outer message types of the y-protocols wire, and ours. */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Echoed once all earlier updates of the connection are durable (y-sweet's sync status). */
  acknowledge: 102,
  /** Between our nodes only: somebody still uses the room; see `interest.ts`. */
  interest: 110,
} as const;
