import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario, ScenarioDefinition } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { didYouMean } from './did-you-mean.ts';
import { launcher } from './launcher.ts';

const scripted = join(import.meta.dirname, '../../scenarios/scripted');

/** The ids of all scripted scenarios, `family/name`, sorted. Nothing is loaded. */
export function scenarioIds(): readonly string[] {
  return readdirSync(scripted, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => relative('.', file).split(sep).join('/').slice(0, -'.ts'.length))
    .sort();
}

/**
 * Ids that a name or glob selects: an id, the part behind its family, or a pattern with `*`; or the path
 * of somebody's own scenario, which is its id. Throws a
 * UsageError when it selects none.
 */
export function selectScenarios(
  pattern: string,
  ids: readonly string[] = scenarioIds(),
): readonly string[] {
  if (isModule(pattern) && existsSync(pattern)) return [pattern];
  const matches = pattern.includes('*')
    ? globMatcher(pattern)
    : (id: string) => id === pattern || basename(id) === pattern;
  const selected = ids.filter(matches);
  if (selected.length === 0) {
    const names = pattern.includes('/') ? ids : ids.map((id) => basename(id));
    throw new UsageError(
      `no scenario is called "${pattern}".${didYouMean(pattern, names)} See ${launcher} scenario --list.`,
    );
  }
  return selected;
}

/** Loads one scenario by its id, or by the path of a module that exports it by default. */
export async function loadScenario(id: string): Promise<Scenario> {
  const file = isModule(id) ? resolve(id) : join(scripted, `${id}.ts`);
  const module: { default?: ScenarioDefinition } = await import(pathToFileURL(file).href);
  if (module.default?.steps === undefined) {
    throw new UsageError(`${id} must export by default what defineScenario({...}) gives`);
  }
  return { ...module.default, id };
}

/** Ids have no extension. */
function isModule(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name);
}

function globMatcher(glob: string): (id: string) => boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  const whole = new RegExp(`^${pattern.join('.*')}$`);
  return (id) => whole.test(id) || whole.test(basename(id));
}
