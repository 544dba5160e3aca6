import type { Carrier } from '#harness/contract/carrier.ts';
import type { CutKind } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import type { LinkTracker } from '#harness/history/link-tracker.ts';
import type { Link } from '#harness/topology/links-of.ts';

/** A recorded writer at a device. */
export interface SeatedWriter {
  readonly room: string;
  readonly trace: string;
  readonly agent: number;
  /** When the session began, milliseconds of the run. */
  readonly beganMs: number;
}

/** The running topology as steps see and change it. */
export interface Stage {
  readonly carrier: Carrier;
  /** Grows when a step adds a device. */
  topology: Topology;
  links: readonly Link[];
  readonly rooms: readonly string[];
  readonly tracker: LinkTracker;
  /** Links that are cut now. */
  readonly cuts: Map<string, CutKind>;
  readonly asleep: Set<string>;
  readonly offline: Set<string>;
  /** Rooms each client has open, or opens again when it restarts. */
  readonly joined: Map<string, Set<string>>;
  /** Injected delay of a device's storage and authentication, milliseconds. */
  readonly delays: Map<string, number>;
  /** Bytes of all updates that edits of a room made so far. */
  writtenBytes(room: string): number;
  /** Whether something goes on that no step can be made in, nor an end be seen of. */
  isOver(): boolean;
  /** Marks reached so far. */
  readonly marks: ReadonlySet<string>;
  /** Recorded writers, who sit down again when their device restarts. */
  readonly writers: Map<string, SeatedWriter>;
}

/** Whether bytes can pass: not cut, both ends running and awake, the dialler not offline. */
export function isUp(stage: Stage, link: Link): boolean {
  return (
    !stage.cuts.has(link.id) &&
    !stage.offline.has(link.dialler) &&
    [link.dialler, link.listener].every(
      (end) => stage.carrier.isRunning(end) && !stage.asleep.has(end),
    )
  );
}

/** The link with this id. Steps are checked before a run, so it exists. */
export function linkOf(stage: Stage, id: string): Link | undefined {
  return stage.links.find((link) => link.id === id);
}
