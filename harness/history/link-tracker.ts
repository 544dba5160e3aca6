import type { HistoryEvent } from '#harness/contract/history-event.ts';

/** What a provider last said of one link, for one room. */
export interface TrackedLink {
  readonly device: string;
  /** `''`: of every room, as the bus of servers is. */
  readonly room: string;
  readonly link: string;
  status: 'connecting' | 'connected' | 'disconnected';
  synced: boolean;
  /** False once the device's user went offline. */
  wanted: boolean;
}

/** Follows every provider's status through the events of a run. */
export interface LinkTracker {
  saw(event: HistoryEvent): void;
  /** The user's own offline or online, which providers do not tell apart from a lost connection. */
  setWanted(device: string, wanted: boolean): void;
  links(): Iterable<TrackedLink>;
  /** Whether the device's provider was told never to come back, and has not been started again since. */
  isTurnedAway(device: string, room: string, link: string): boolean;
}

/** Knows no provider at first; forgets a device's providers when it stops. */
export function createLinkTracker(): LinkTracker {
  const links = new Map<string, TrackedLink>();
  const turnedAway = new Map<string, { readonly device: string; readonly room: string }>();
  return {
    saw(event) {
      if (event.kind === 'status') {
        const key = keyOf(event.device, event.room, event.link);
        const known = links.get(key);
        if (event.turnedAway === true) turnedAway.set(key, event);
        else if (event.status !== 'closed') turnedAway.delete(key);
        if (event.status === 'closed') links.delete(key);
        else if (known === undefined) {
          const { device, room, link, status } = event;
          links.set(key, { device, room, link, status, synced: false, wanted: true });
        } else {
          known.status = event.status;
          if (event.status !== 'connected') known.synced = false;
        }
      } else if (event.kind === 'sync') {
        const known = links.get(keyOf(event.device, event.room, event.link));
        if (known !== undefined) known.synced = event.synced;
      } else if (event.kind === 'stop' || (event.kind === 'replica' && event.state === 'closed')) {
        for (const known of [links, turnedAway]) {
          for (const [key, { device, room }] of known) {
            if (device === event.device && (event.kind === 'stop' || room === event.room))
              known.delete(key);
          }
        }
      }
    },
    setWanted(device, wanted) {
      for (const link of links.values()) if (link.device === device) link.wanted = wanted;
    },
    links: () => links.values(),
    isTurnedAway: (device, room, link) => turnedAway.has(keyOf(device, room, link)),
  };
}

function keyOf(device: string, room: string, link: string): string {
  return `${device} ${room} ${link}`;
}
