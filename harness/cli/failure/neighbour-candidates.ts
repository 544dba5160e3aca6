import type { Scenario } from '#harness/contract/scenario.ts';
import type { Action, Step } from '#harness/contract/schedule.ts';
import { faultKind } from '#harness/nemesis/nemeses.ts';
import { formatSeconds } from '#reports/format/format-seconds.ts';
import { endedBy, faultWords } from '#reports/model/fault-window.ts';
import { ourOwn } from '../run-scenario.ts';

/** A run to compare a failure with, should it pass. */
export interface NeighbourCandidate {
  readonly differsIn: string;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Name of what is under test. */
  readonly node: string;
}

/** How far the seeds of neighbours are from the failure's. */
const seedsAround = 4;

/**
 * Runs that differ from a failure in one thing, the most telling first: in what is under test where that is
 * not our own, in one fault, in all faults, in the seed.
 */
export function neighbourCandidates(
  scenario: Scenario,
  seed: number,
  node: string,
): readonly NeighbourCandidate[] {
  // A mark that only a fault can reach says nothing of a run without it.
  const same = { scenario: { ...scenario, expect: [] }, seed, node };
  const { steps } = scenario;
  const without = (left: readonly Step[]) => ({ ...same.scenario, steps: left });
  const faults = steps.filter(isFault);
  const own = ourOwn.node.name;
  return [
    ...(node === own ? [] : [{ ...same, differsIn: `the node: ${own}, not ${node}`, node: own }]),
    ...faults.map((fault) => ({
      ...same,
      differsIn: `without ${faultWords(fault)}${dueWords(fault)}`,
      scenario: without(withoutFault(steps, fault)),
    })),
    ...(faults.length < 2
      ? []
      : [
          {
            ...same,
            differsIn: 'no fault at all',
            scenario: without(steps.filter((step) => !isFault(step) && !isEnd(step))),
          },
        ]),
    ...nearest(seed).map((other) => ({ ...same, differsIn: `seed ${other}`, seed: other })),
  ];
}

function nearest(seed: number): readonly number[] {
  return Array.from({ length: seedsAround }, (_, index) => [seed + index + 1, seed - index - 1])
    .flat()
    .filter((other) => other >= 0 && other < 2 ** 32);
}

function isFault(step: Step): boolean {
  return faultKind(step) === 'fault';
}

function isEnd(step: Step): boolean {
  return faultKind(step) === 'heal';
}

/** The steps without a fault and without what ends it at its device; a heal of links may end others too. */
function withoutFault(steps: readonly Step[], fault: Step): readonly Step[] {
  const place = steps.indexOf(fault);
  const ends = endedBy[fault.do];
  const end =
    'device' in fault
      ? steps.find(
          (step, index) => index > place && step.do === ends && deviceOf(step) === fault.device,
        )
      : undefined;
  return steps.filter((step) => step !== fault && step !== end);
}

function deviceOf(action: Action): string {
  return 'device' in action ? action.device : '';
}

function dueWords(step: Step): string {
  return 'at' in step ? ` at ${formatSeconds(step.at)}` : '';
}
