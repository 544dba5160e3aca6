import { existsSync } from 'node:fs';
import type { Target } from '#harness/contract/target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { didYouMean } from '../did-you-mean.ts';
import { loadModule } from '../load-module.ts';
import { builtInTargets } from './built-in-targets.ts';

/** A built-in target by name, or the default export of a module. */
export async function loadTarget(nameOrFile: string): Promise<Target> {
  const builtIn = Object.hasOwn(builtInTargets, nameOrFile)
    ? builtInTargets[nameOrFile]
    : undefined;
  if (builtIn !== undefined) return (await builtIn()).default;
  if (!existsSync(nameOrFile)) {
    throw new UsageError(
      `--target "${nameOrFile}" is neither a built-in target nor a file.${didYouMean(nameOrFile, Object.keys(builtInTargets))}`,
    );
  }
  const exported = await loadModule(nameOrFile);
  if (isTarget(exported)) return exported;
  throw new UsageError(
    `${nameOrFile} must export by default {name, dialect: 'y-protocols' | 'hocuspocus', start({port, dataDir, peers})}, or {name, dialect, url(room)}`,
  );
}

function isTarget(value: unknown): value is Target {
  if (typeof value !== 'object' || value === null) return false;
  const named = 'name' in value && typeof value.name === 'string';
  const dialect =
    'dialect' in value && ['y-protocols', 'hocuspocus'].includes(String(value.dialect));
  const starts = 'start' in value && typeof value.start === 'function';
  const deployed = 'url' in value && typeof value.url === 'function';
  return named && dialect && (starts || deployed);
}
