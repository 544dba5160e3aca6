import type { Json } from './json.ts';
import type { Finding } from './verdict.ts';
import type { Step } from './schedule.ts';
import type { Topology } from './topology.ts';
import type { RootType } from './history-event.ts';

/** What a user's own rule is given at the end of a run: each replica's content by root. */
export interface RuleInput {
  readonly replicas: readonly {
    readonly device: string;
    readonly room: string;
    readonly content: Readonly<Record<string, Json>>;
  }[];
}

/** A rule of a scenario's own, judged beside the built-in ones. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly judge: (input: RuleInput) => readonly Finding[];
}

/** What a scenario file exports, as data. */
export interface ScenarioDefinition {
  /** One sentence: what happens, and how it must end. */
  readonly title: string;
  /** Ids of `scenarios/RULES.md` that the scenario is about; all rules are checked in any case. */
  readonly rules: readonly string[];
  /** The public issue it comes from, where there is one. */
  readonly issue?: string;
  readonly topology: Topology;
  /** Rooms every client joins at the start; `['room']` by default. */
  readonly rooms?: readonly string[];
  /** Named roots and their types; roots that edits touch are known without being named. */
  readonly roots?: Readonly<Record<string, RootType>>;
  readonly steps: readonly Step[];
  /** Marks that must have been reached, else the run is unknown. */
  readonly expect: readonly string[];
  readonly ownRules?: readonly Rule[];
}

/** A scenario with its id, `family/name`. */
export interface Scenario extends ScenarioDefinition {
  readonly id: string;
}
