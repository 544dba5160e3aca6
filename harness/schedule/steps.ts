import type { Json } from '#harness/contract/json.ts';
import type {
  Action,
  Condition,
  CutKind,
  DeliverAction,
  FrameKind,
  Step,
} from '#harness/contract/schedule.ts';
import type { DeviceSpec, LinkProfile } from '#harness/contract/topology.ts';

/** A step at a time of the run, milliseconds. `says` is the sentence shown beside it. */
export function at(atMs: number, action: Action, says?: string): Step {
  return { at: atMs, ...action, ...(says === undefined ? {} : { says }) };
}

/** A step as soon as a condition holds; a run in which it never does is unknown. */
export function when(condition: Condition, action: Action, says?: string, withinMs = 60_000): Step {
  return { when: condition, withinMs, ...action, ...(says === undefined ? {} : { says }) };
}

/** A device's user does something to the document, by the name of an action and its arguments. */
export function edit(device: string, action: string, ...args: readonly Json[]): Action {
  return { do: 'edit', device, action, args };
}

/** The same in a room other than the scenario's first. */
export function editIn(
  room: string,
  device: string,
  action: string,
  ...args: readonly Json[]
): Action {
  return { do: 'edit', device, room, action, args };
}

/**
 * One document is handed what another has, where there is no network: all updates that it emitted so far, in
 * their order and as they are, unless told otherwise.
 */
export function deliver(
  from: string,
  device: string,
  how: Partial<Pick<DeliverAction, 'take' | 'handling' | 'encoding'>> = {},
): Action {
  const asTheyAre = {
    take: { is: 'updates', picks: 'all' },
    handling: [],
    encoding: 'v1',
  } as const;
  return { do: 'deliver', device, from, ...asTheyAre, ...how };
}

/** Gives an edit a name by which `received` finds it, where the edit itself inserts no text. */
export function named(token: string, made: Action): Action {
  return { ...made, ...(made.do === 'edit' ? { token } : {}) };
}

/** `count` steps, the first at `fromMs` and each `everyMs` after the last; `index` counts from 0. */
export function repeat(
  fromMs: number,
  everyMs: number,
  count: number,
  action: (index: number) => Action,
): readonly Step[] {
  return Array.from({ length: count }, (_, index) => at(fromMs + index * everyMs, action(index)));
}

/** The user of a device shows something else to the others, or with `null` nothing. */
export function presence(device: string, state: Json): Action {
  return { do: 'state', device, state };
}

/** A user's "work offline". */
export function offline(device: string): Action {
  return { do: 'offline', device };
}

/** Ends "work offline". */
export function online(device: string): Action {
  return { do: 'online', device };
}

/** Cuts every link between two sets of devices. */
export function partition(
  left: readonly string[],
  right: readonly string[],
  cut: CutKind = 'blackhole',
): Action {
  return { do: 'partition', between: [left, right], cut };
}

/** Cuts one link, named `DIALLER->LISTENER`. */
export function cut(link: string, kind: CutKind): Action {
  return { do: 'cut', link, cut: kind };
}

/** Ends every fault of the network, or that of one link. */
export function heal(link?: string): Action {
  return { do: 'heal', ...(link === undefined ? {} : { link }) };
}

/** Ends every connection of a link for both sides; the next dial finds it whole. */
export function reset(link: string): Action {
  return { do: 'reset', link };
}

/** The same, when the link carries its `count`-th frame of a kind from now. */
export function resetAt(link: string, frame: FrameKind, count: number): Action {
  return { do: 'reset-at', link, frame, count };
}

/** Changes latency, jitter or bandwidth of a link, until it heals. */
export function shape(link: string, profile: Partial<LinkProfile>): Action {
  return { do: 'shape', link, profile };
}

/** `kill -9`, or a tab that is killed. */
export function crash(device: string): Action {
  return { do: 'crash', device };
}

/** The machine is off at once: what was not on the medium, and not on the wire, may be lost. */
export function powerLoss(device: string): Action {
  return { do: 'power-loss', device };
}

/** The device's disk is replaced by an empty one. */
export function diskLoss(device: string): Action {
  return { do: 'disk-loss', device };
}

/** The next `count` syncs of a node's disk fail. */
export function fsyncFailure(device: string, count: number): Action {
  return { do: 'fsync-failure', device, count };
}

/** The browser refuses the next write. */
export function quota(device: string): Action {
  return { do: 'quota', device };
}

/** Every operation of a device's storage takes so much longer. */
export function slowStorage(device: string, delayMs: number): Action {
  return { do: 'slow-storage', device, delayMs };
}

/** Every authentication at a node takes so much longer. */
export function slowAuth(device: string, delayMs: number): Action {
  return { do: 'slow-auth', device, delayMs };
}

/** A node drops a room from memory, whoever is joining. */
export function evict(device: string): Action {
  return { do: 'evict', device };
}

/** A stranger connects to a node and sends these frames, each in hex. */
export function intrude(device: string, frames: readonly string[]): Action {
  return { do: 'intrude', device, frames };
}

/** Timers and network of a device stop, as when a lid is closed. */
export function sleep(device: string): Action {
  return { do: 'sleep', device };
}

/** The device wakes; its clock has gone on. */
export function wake(device: string): Action {
  return { do: 'wake', device };
}

/** The wall clock of a device jumps, forwards or back. */
export function clock(device: string, jumpMs: number): Action {
  return { do: 'clock', device, jumpMs };
}

/** The user closes the tab, or the operator stops the node, in good order. */
export function close(device: string): Action {
  return { do: 'close', device };
}

/** A client opens a room: the scenario's first, unless another is named. */
export function join(device: string, room?: string): Action {
  return { do: 'join', device, ...(room === undefined ? {} : { room }) };
}

/** A client closes a room in good order: the scenario's first, unless another is named. */
export function leave(device: string, room?: string): Action {
  return { do: 'leave', device, ...(room === undefined ? {} : { room }) };
}

/** A client joins the running topology. */
export function add(spec: DeviceSpec): Action {
  return { do: 'add', spec };
}

/** A node joins the running topology at `url`, dialled by the devices that are named. */
export function addNode(spec: DeviceSpec, url: string, dialledBy: readonly string[]): Action {
  return { do: 'add', spec, url, dialledBy };
}

/** A device starts again on its own storage. */
export function restart(device: string): Action {
  return { do: 'restart', device };
}

/** A writer of a recorded session begins to type at the device. */
export function write(device: string, trace: string, agent: number): Action {
  return { do: 'write', device, trace, agent };
}

/** Only marks a moment, and says what is true at it. */
export function note(text: string): Action {
  return { do: 'note', text };
}

/** The device's replica holds the edit with this token. */
export function received(device: string, token: string): Condition {
  return { is: 'received', token, device };
}

/** All the device applied so far is durable in its own storage. */
export function stored(device: string): Condition {
  return { is: 'stored', device };
}

/** Every provider of every running device reports synced. */
export const synced: Condition = { is: 'synced' };

/** Nothing is in flight, and nothing is due but keep-alives. */
export const quiescent: Condition = { is: 'quiescent' };
