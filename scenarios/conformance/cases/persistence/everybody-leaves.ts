import type { CaseContext } from '../../case-context.ts';

/** Closes every connection of the case, and lets the server notice. */
export async function everybodyLeaves({ peers, until, quiet }: CaseContext): Promise<void> {
  for (const peer of peers()) peer.close();
  await until(
    'all connections have ended',
    () => peers().every(({ end }) => end !== null),
    () => `${peers().filter(({ end }) => end === null).length} are still open`,
  );
  await quiet();
}
