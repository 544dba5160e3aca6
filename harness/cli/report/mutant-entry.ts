import { formatCount } from '#reports/format/format-count.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import type { Hunt } from '../hunt-mutant.ts';
import { launcher } from '../launcher.ts';

/** A hunt for a planted bug in the index: green when a rule caught it. */
export function mutantEntry({ mutant, ground, caught, seeds, alsoFailed }: Hunt): IndexEntry {
  const others = alsoFailed.length === 0 ? '' : `; only ${alsoFailed.join(' ')} failed`;
  return {
    scenario: `${mutant} on the ${ground}`,
    family: 'mutants',
    seed: caught?.seed ?? null,
    target: mutant,
    verdict: caught === null ? 'fail' : 'pass',
    broken: caught === null ? [] : [caught.rule],
    sentence:
      caught === null
        ? `planted bug ${mutant} survived ${formatCount(seeds, 'seed')} on the ${ground}${others}`
        : `caught by ${caught.rule}: ${caught.detail}`,
    virtualMs: null,
    replay: `${launcher} mutants ${mutant} --seeds ${seeds}`,
    href: null,
  };
}
