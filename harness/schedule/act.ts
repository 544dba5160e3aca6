import type { IdRange, RootType } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { Action, Step } from '#harness/contract/schedule.ts';
import { faultKind, inject } from '#harness/nemesis/nemeses.ts';
import { sitDown } from '#harness/nemesis/start-device.ts';
import type { Stage } from '#harness/nemesis/stage.ts';
import { holds } from './holds.ts';

export interface ActOptions {
  readonly stage: Stage;
  readonly steps: readonly Step[];
  /** The recorder of a device; `''` = of the run as a whole. */
  recorder(device: string): Recorder;
  /** Roots and their types, extended by what edits touch. */
  readonly roots: Record<string, RootType>;
  /** Called before a step changes the network: the moment to judge quiet components. */
  beforeChange(): Promise<void>;
  /** Called when a fault has ended, or somebody has joined: the moment to compute deadlines. */
  afterHeal(): void;
}

/** How far the steps came: null, or why the next one was never due. */
export type Acted = { readonly stuckAt: string | null };

/** Performs the steps in order, each when it is due. A condition that never holds ends it, and a storm. */
export async function act(options: ActOptions): Promise<Acted> {
  const { stage } = options;
  const tokens = new Map<string, { room: string; inserted: readonly IdRange[] }>();
  let lateMs = 0;

  const latest = new Map<string, { device: string; room: string; inserted: readonly IdRange[] }>();

  for (const [index, step] of options.steps.entries()) {
    if ('at' in step) {
      await stage.carrier.until(() => false, step.at + lateMs);
      // A busy machine runs late, and steps keep their distances. Virtual time is never late.
      if (stage.carrier.via !== 'memory')
        lateMs = Math.max(lateMs, stage.carrier.nowMs() - step.at);
    } else {
      const deadlineMs = stage.carrier.nowMs() + step.withinMs;
      const met = await stage.carrier.until(() => holds(stage, step.when, tokens), deadlineMs);
      if (!met && !stage.isOver()) {
        return {
          stuckAt: `step ${index + 1} waited ${step.withinMs} ms for ${describe(step)}, which never came`,
        };
      }
    }
    if (stage.isOver())
      return { stuckAt: `step ${index + 1} was not made: messages without end were on their way` };
    await perform(step);
  }
  return { stuckAt: null };

  async function perform(step: Step): Promise<void> {
    const run = options.recorder('');
    const obstacle = obstacleTo(stage, step);
    if (obstacle !== null) {
      run.record({ kind: 'note', text: `left out: ${step.do} ${obstacle}` });
      return;
    }
    switch (step.do) {
      case 'edit':
        await edit(step);
        break;
      case 'deliver':
        await endBroken(await stage.carrier.deliver(roomOf(step), step));
        break;
      case 'state':
        await stage.carrier.setPresence(step.device, roomOf(step), step.state);
        mark(`presence:${step.device}`);
        break;
      case 'ask-acknowledgement':
        await stage.carrier.askAcknowledgement(step.device, roomOf(step));
        break;
      case 'note':
        run.record({ kind: 'note', text: step.text });
        break;
      case 'write':
        stage.writers.set(step.device, {
          room: roomOf(step),
          trace: step.trace,
          agent: step.agent,
          beganMs: stage.carrier.nowMs(),
        });
        await sitDown(stage, step.device);
        break;
      default: {
        await options.beforeChange();
        const kind = faultKind(step);
        const links = await inject(stage, step);
        if (kind === 'use') {
          mark(
            `${step.do}:${step.do === 'add' ? step.spec.name : 'device' in step ? step.device : ''}`,
          );
        } else run.record({ kind, action: actionOf(step), links });
        if (kind === 'heal' || step.do === 'add' || step.do === 'join') options.afterHeal();
      }
    }
    if (step.says !== undefined) run.record({ kind: 'note', text: step.says });
  }

  /** What has thrown or gone astray says nothing more of what follows. */
  async function endBroken(device: string | null): Promise<void> {
    if (device !== null) await stage.carrier.stop(device, 'kill');
  }

  async function edit(step: Extract<Step, { do: 'edit' }>): Promise<void> {
    const { device, action, args } = step;
    const room = roomOf(step);
    const outcome = await stage.carrier.edit(device, room, step);
    const { token, ...made } = outcome;
    // An edit that changed nothing, such as an undo of nothing, says nothing of its root.
    if (made.inserted.length + made.deleted.length > 0) options.roots[made.root] = made.rootType;
    if (token !== undefined) tokens.set(token, { room, inserted: made.inserted });
    options.recorder(device).record({
      kind: 'edit',
      room,
      action,
      args,
      ...(token === undefined ? {} : { token }),
      ...made,
    });
    if (isConcurrent(device, room)) mark('concurrent-edits');
    latest.set(`${device} ${room}`, { device, room, inserted: made.inserted });
  }

  /** Whether another device's latest edit had not reached this one when it edited. */
  function isConcurrent(device: string, room: string): boolean {
    return [...latest.values()].some(
      (other) =>
        other.device !== device &&
        other.room === room &&
        !stage.carrier.holds(device, room, other.inserted),
    );
  }

  function mark(name: string): void {
    options.recorder('').record({ kind: 'mark', mark: name });
  }

  function roomOf(step: { readonly room?: string }): string {
    return step.room ?? stage.rooms[0] ?? '';
  }
}

/**
 * Why a step cannot be done now, in words; null when it can. A generated or shrunk schedule may use a device
 * that an earlier step has stopped or put to sleep, or a room that it does not open any more.
 */
function obstacleTo({ carrier, asleep, rooms }: Stage, step: Step): string | null {
  if (!('device' in step) || worksOnStopped.has(step.do)) return null;
  const { device } = step;
  if (!carrier.isRunning(device) || (step.do !== 'wake' && asleep.has(device)))
    return 'on a device that is not there';
  if (step.do !== 'edit' && step.do !== 'write') return null;
  const room = step.room ?? rooms[0] ?? '';
  return carrier.roomsOf(device).includes(room) ? null : 'in a room that is not open';
}

/** What can be done to a device that does not run, or sleeps. */
const worksOnStopped: ReadonlySet<Action['do']> = new Set([
  'crash',
  'power-loss',
  'restart',
  'disk-loss',
  'fsync-failure',
  'quota',
  'slow-storage',
  'slow-auth',
]);

/** The action of a step, without when it was due and what it says. */
function actionOf(step: Step): Action {
  const { says: _, ...rest } = step;
  if ('at' in rest) {
    const { at: _at, ...action } = rest;
    return action;
  }
  const { when: _when, withinMs: _withinMs, ...action } = rest;
  return action;
}

function describe(step: Extract<Step, { when: unknown }>): string {
  const { when } = step;
  const who = 'device' in when && when.device !== undefined ? ` at ${when.device}` : '';
  if (when.is === 'marked') return `the mark "${when.mark}"`;
  const what = when.is === 'received' ? `"${when.token}" to be received` : when.is;
  return `${what}${who}`;
}
