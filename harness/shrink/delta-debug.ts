/**
 * The smallest sublist that still fails, as far as removing runs of items finds it (ddmin: Zeller and
 * Hildebrandt, IEEE TSE 2002). `fails` is asked about sublists only, in order; deterministic.
 */
export async function deltaDebug<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  let kept = items;
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = kept.length - size; start > -size; start -= size) {
      const from = Math.max(0, start);
      const without = [...kept.slice(0, from), ...kept.slice(Math.max(0, start + size))];
      if (without.length < kept.length && (await fails(without))) kept = without;
    }
  }
  return kept;
}
