import type { ConformanceLevel } from '#harness/contract/conformance-report.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { CaseContext } from './case-context.ts';
import { families, type Family } from './families.ts';
import type { Need } from './needs.ts';

/** What an author writes. */
export interface CaseDefinition {
  /** `YS-FAMILY-nnn`, never reused for another meaning. */
  readonly id: string;
  /** A sentence that holds for a conforming server. */
  readonly title: string;
  readonly level: ConformanceLevel;
  /** The text, issue or measurement it rests on, and why this level when that is not plain. */
  readonly source: string;
  readonly needs?: readonly Need[];
  /** Throws {@link Nonconformance}; anything else thrown is a fault of the harness. */
  run(context: CaseContext): Promise<void>;
}

/** A case of the suite. */
export interface ConformanceCase extends CaseDefinition {
  readonly family: Family;
  readonly needs: readonly Need[];
}

/** Checks the id and fills in what follows from it. */
export function defineCase(definition: CaseDefinition): ConformanceCase {
  const code = /^YS-([A-Z]+)-\d{3}$/.exec(definition.id)?.[1] ?? '';
  const family = families.find((one) => one.code === code);
  if (family === undefined) {
    throw new HarnessFault(`case id "${definition.id}" is not YS-FAMILY-nnn of a known family`);
  }
  return { ...definition, needs: definition.needs ?? [], family };
}
