/** A group of cases; `code` is the middle of their ids. */
export interface Family {
  readonly code: string;
  readonly name: string;
  readonly title: string;
}

/** All families, in the order in which results are shown. */
export const families = [
  { code: 'HAND', name: 'handshake', title: 'Handshake' },
  { code: 'SYNC', name: 'sync', title: 'Sync' },
  { code: 'UPD', name: 'updates', title: 'Updates' },
  { code: 'AWAR', name: 'awareness', title: 'Awareness' },
  { code: 'AUTH', name: 'auth', title: 'Authorisation' },
  { code: 'MALF', name: 'malformed', title: 'Malformed input' },
  { code: 'LIM', name: 'limits', title: 'Limits' },
  { code: 'LIFE', name: 'lifecycle', title: 'Lifecycle' },
  { code: 'PERS', name: 'persistence', title: 'Persistence' },
  { code: 'ROOM', name: 'rooms', title: 'Rooms' },
  { code: 'RELAY', name: 'relay', title: 'Relay' },
] as const satisfies readonly Family[];
