import { isRecord } from '#harness/contract/is-record.ts';
import type { Json } from '#harness/contract/json.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';

/**
 * Names of the roots that two contents, in canonical JSON, show differently; a content without roots is
 * one called `''`.
 */
export function differingRoots(left: string, right: string): string[] {
  if (left === right) return [];
  const [a, b] = [rootsIn(left), rootsIn(right)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name)).toSorted();
}

function rootsIn(content: string): ReadonlyMap<string, string> {
  const parsed = parse(content);
  return isRecord(parsed)
    ? new Map(Object.entries(parsed).map(([name, value]) => [name, canonicalJson(value)]))
    : new Map([['', content]]);
}

function parse(content: string): Json {
  try {
    return JSON.parse(content);
  } catch {
    // A state that cannot be loaded says so in words.
    return content;
  }
}
