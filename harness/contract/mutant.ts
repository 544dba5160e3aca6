import type { ClientImplementation, NodeImplementation } from './device.ts';

/** The two shapes of topology on which every mutant must be caught. */
export type MutantGround = 'reference' | 'tree';

interface MutantFacts {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** One sentence: what the implementation does wrong. */
  readonly defect: string;
  /** The public issue or source the bug comes from; absent for one of our own. */
  readonly issue?: string;
  /** Ids of `scenarios/RULES.md` that name the defect: one of them must fail. */
  readonly caughtBy: readonly [string, ...string[]];
  /** Where it need not be caught, and why it cannot be: the defect needs a cycle, say. */
  readonly exemption?: { readonly on: MutantGround; readonly reason: string };
}

/** A deliberately broken node or client, which the harness must catch. */
export type Mutant = MutantFacts &
  (
    | { readonly needs: 'node'; readonly node: NodeImplementation }
    | { readonly needs: 'client'; readonly client: ClientImplementation }
  );
