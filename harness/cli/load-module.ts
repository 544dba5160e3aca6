import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { thrownBy } from '#harness/contract/thrown-by.ts';
import { UsageError } from '#harness/contract/usage-error.ts';

/**
 * What somebody's own module exports by default; undefined where it exports nothing so. Throws a UsageError
 * that names the file when it cannot be parsed, misses an import, or throws.
 */
export async function loadModule(file: string): Promise<unknown> {
  const loaded: unknown = await import(pathToFileURL(resolve(file)).href).catch(
    (error: unknown) => {
      // What defineScenario refuses says itself how to mend it.
      if (error instanceof UsageError) throw new UsageError(`${file}: ${error.message}`);
      throw new UsageError(`${file} cannot be loaded: ${thrownBy(error)}`);
    },
  );
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded
    ? loaded.default
    : undefined;
}
