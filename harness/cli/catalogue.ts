import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Scenario, ScenarioDefinition } from '#harness/contract/scenario.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { didYouMean } from './did-you-mean.ts';
import { launcher } from './launcher.ts';
import { loadModule } from './load-module.ts';

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
 * of somebody's own scenario, which is its id. Throws a UsageError when it selects none.
 */
export function selectScenarios(
  pattern: string,
  ids: readonly string[] = scenarioIds(),
): readonly string[] {
  if (isModule(pattern) && existsSync(pattern)) return [pattern];
  if (isModule(pattern) && !pattern.includes('*')) {
    throw new UsageError(
      `there is no file ${pattern}; give a scenario of your own, or a name of ${launcher} scenario --list`,
    );
  }
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
  const definition = await loadModule(isModule(id) ? id : join(scripted, `${id}.ts`));
  if (!isDefinition(definition)) {
    throw new UsageError(`${id} must export by default what defineScenario({...}) gives`);
  }
  return { ...definition, id };
}

/** What only defineScenario is expected to make: it has checked the rest. */
function isDefinition(value: unknown): value is ScenarioDefinition {
  return typeof value === 'object' && value !== null && 'steps' in value && 'topology' in value;
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
