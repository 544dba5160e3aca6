import { UsageError } from '#harness/contract/usage-error.ts';
import type { DeviceSpec, LinkProfile, Topology } from '#harness/contract/topology.ts';
import { linksFrom } from './links-of.ts';

/** Everything wrong with a topology, one plain sentence each; empty when it is sound. */
export function topologyProblems(topology: Topology): readonly string[] {
  return [
    ...duplicates(topology),
    ...registryProblems(topology),
    ...topology.devices.flatMap((device) => deviceProblems(device, topology)),
    ...profileProblems('the default link', topology.link),
    ...Object.entries(topology.links ?? {}).flatMap(([id, profile]) =>
      profileProblems(`link ${id}`, profile),
    ),
  ];
}

/** Throws a UsageError that lists everything wrong. */
export function validateTopology(topology: Topology): void {
  const problems = topologyProblems(topology);
  if (problems.length > 0) {
    throw new UsageError(`topology "${topology.name}" cannot work: ${problems.join(' ')}`);
  }
}

function duplicates({ devices }: Topology): string[] {
  const names = devices.map(({ name }) => name);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `Two devices are called "${name}"; every device needs a name of its own.`);
}

function registryProblems({ syncNodes, devices }: Topology): string[] {
  const urls = Object.values(syncNodes);
  return Object.entries(syncNodes).flatMap(([name, template], index) => [
    ...(template.endsWith('/{id}')
      ? []
      : [`The URL of "${name}" is ${template}; it must end in /{id}, which stands for the room.`]),
    ...(/^wss?:\/\/[^/]+\//.test(template)
      ? []
      : [`The URL of "${name}" is ${template}; it must begin with ws://HOST or wss://HOST.`]),
    ...(urls.indexOf(template) === index ? [] : [`Two nodes have the URL ${template}.`]),
    ...(devices.some((device) => device.kind === 'node' && device.name === name)
      ? []
      : [`The registry names "${name}", but no node of that name exists.`]),
  ]);
}

function deviceProblems(device: DeviceSpec, topology: Topology): string[] {
  const problems: string[] = [];
  // Without nodes there is no network: `deliver` steps hand documents what others have.
  const isWithoutNetwork = topology.devices.every(({ kind }) => kind === 'client');
  if (device.kind === 'client' && device.engine !== undefined && !isWithoutNetwork) {
    problems.push(
      `Client "${device.name}" is kept by ${device.engine}, which has no provider; only a topology without nodes can have it.`,
    );
  }
  if (device.kind === 'client' && device.dials.length === 0 && !isWithoutNetwork) {
    problems.push(
      `Client "${device.name}" dials no node, so it can never sync; name at least one.`,
    );
  }
  if (device.kind === 'node' && topology.syncNodes[device.name] === undefined) {
    problems.push(`Node "${device.name}" has no URL in the registry.`);
  }
  const listeners = linksFrom(device, topology).map(({ listener }) => listener);
  for (const [index, dialled] of device.dials.entries()) {
    const listener = listeners[index] ?? '';
    if (dialled === 'localhost' && device.kind === 'node') {
      problems.push(
        `Node "${device.name}" dials localhost, which is itself; a node never dials itself.`,
      );
    } else if (dialled === 'localhost' && device.kind === 'client' && device.host === undefined) {
      problems.push(
        `Client "${device.name}" dials localhost but has no host; say which node it runs beside.`,
      );
    } else if (listener === device.name) {
      problems.push(`Node "${device.name}" dials itself; remove it from its own dials.`);
    } else if (topology.syncNodes[listener] === undefined) {
      const known = Object.keys(topology.syncNodes).join(', ');
      problems.push(
        `"${device.name}" dials "${listener}", which the registry does not know; it knows ${known}.`,
      );
    }
    if (listeners.indexOf(listener) !== index) {
      problems.push(`"${device.name}" dials "${listener}" twice; once is enough.`);
    }
  }
  return problems;
}

function profileProblems(where: string, profile: LinkProfile): string[] {
  return Object.entries(profile)
    .filter(([field, value]) => !(value >= 0) || (field === 'bytesPerSecond' && value === 0))
    .map(
      ([field, value]) =>
        `${field} of ${where} is ${String(value)}; it must be ${field === 'bytesPerSecond' ? 'above' : 'at least'} 0.`,
    );
}
