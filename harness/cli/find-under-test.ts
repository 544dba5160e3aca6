import { existsSync } from 'node:fs';
import type { InProcessTarget } from '#harness/contract/in-process-target.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { createBrowserClient } from '#nodes/client/browser-client.ts';
import { createServerNode } from '#nodes/in-process/server-node.ts';
import { mutants } from '#nodes/mutants/mutants.ts';
import { packageAvailability } from '#nodes/targets/package-availability.ts';
import { didYouMean } from './did-you-mean.ts';
import { inProcessTargets } from './in-process-targets.ts';
import { ourOwn, type UnderTest } from './run-scenario.ts';
import { launcher } from './launcher.ts';
import { loadModule } from './load-module.ts';

const found = new Map<string, UnderTest>();

/**
 * What `--node NAME|FILE` puts under test: our own node, a mutant, another server, or the server that a
 * module exports by default. Throws a UsageError where there is no such thing.
 */
export async function findUnderTest(name: string): Promise<UnderTest> {
  const known = found.get(name) ?? (await find(name));
  found.set(name, known);
  return known;
}

async function find(name: string): Promise<UnderTest> {
  if (name === ourOwn.node.name) return ourOwn;
  const mutant = mutants.find((known) => known.name === name);
  if (mutant !== undefined)
    return mutant.needs === 'node'
      ? { ...ourOwn, name, node: mutant.node }
      : { ...ourOwn, name, client: mutant.client };
  const builtIn = Object.hasOwn(inProcessTargets, name) ? inProcessTargets[name] : undefined;
  if (builtIn === undefined) return ofTarget(name, await loadFile(name));
  const missing = builtIn.packages
    .map((needed) => packageAvailability(needed))
    .find((one) => !one.available);
  if (missing?.available === false)
    throw new UsageError(`--node ${name}: ${missing.reason}; ${missing.remedy}`);
  return ofTarget(name, (await builtIn.load()).default);
}

function ofTarget(name: string, target: InProcessTarget): UnderTest {
  const { createProvider: create, reconnects } = target;
  return {
    name,
    node: createServerNode(target),
    client: createBrowserClient('relaxed', {
      ...(create !== undefined && { create }),
      ...(reconnects !== undefined && { reconnects }),
    }),
    dialect: target.dialect ?? 'y-protocols',
  };
}

async function loadFile(name: string): Promise<InProcessTarget> {
  if (!existsSync(name)) {
    const known = [
      ourOwn.node.name,
      ...Object.keys(inProcessTargets),
      ...mutants.map((other) => other.name),
    ];
    throw new UsageError(
      `--node is "${name}", which is no file, and nothing is called so.${didYouMean(name, known)} ` +
        `It is ${ourOwn.node.name}, ${Object.keys(inProcessTargets).join(', ')}, a mutant (${launcher} mutants --list), or the path of a server's module.`,
    );
  }
  const exported = await loadModule(name);
  if (isTarget(exported)) return exported;
  throw new UsageError(
    `${name} must export by default {name, create({name, storage, gc, bus}) -> {accept(socket, request)}}; ` +
      "see harness/contract/in-process-target.ts for the rest. A server of the dialect 'hocuspocus' needs createProvider; " +
      "peers is 'bus', or left out where instances do not talk to each other",
  );
}

function isTarget(value: unknown): value is InProcessTarget {
  if (typeof value !== 'object' || value === null) return false;
  const dialect = 'dialect' in value ? value.dialect : 'y-protocols';
  const peers = 'peers' in value ? value.peers : undefined;
  return (
    (peers === undefined || peers === 'bus') &&
    'name' in value &&
    typeof value.name === 'string' &&
    'create' in value &&
    typeof value.create === 'function' &&
    (dialect === 'y-protocols' || (dialect === 'hocuspocus' && 'createProvider' in value))
  );
}
