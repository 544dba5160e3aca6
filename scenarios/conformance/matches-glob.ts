/** Whether a case id matches a glob in which `*` stands for anything; letters of either case. */
export function matchesGlob(id: string, glob: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'i').test(id);
}
