import type { Json } from '#harness/contract/json.ts';
import type { Action, Condition, CutKind, Step } from '#harness/contract/schedule.ts';

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

export function offline(device: string): Action {
  return { do: 'offline', device };
}

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

/** Ends every fault of the network. */
export function heal(): Action {
  return { do: 'heal' };
}

export function crash(device: string): Action {
  return { do: 'crash', device };
}

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
