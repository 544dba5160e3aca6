/**
 * A hint for a mistyped name: ` Did you mean "offline-desktop"?` when a known name is near (edit
 * distance at most a third of its length), else a list of the names when they are few, else ''.
 */
export function didYouMean(typed: string, known: readonly string[]): string {
  const nearest = known
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (nearest !== undefined && nearest.distance <= Math.max(2, nearest.name.length / 3)) {
    return ` Did you mean "${nearest.name}"?`;
  }
  return known.length <= 12 ? ` Known: ${known.join(', ')}.` : '';
}

/** Levenshtein distance: insertions, deletions and substitutions each cost 1. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
