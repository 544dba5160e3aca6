/** Collects an option that takes names: one each time, or several with commas between them. */
export function collectNames(names: string, before: readonly string[]): readonly string[] {
  return [...before, ...names.split(',')];
}
