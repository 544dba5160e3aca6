import type {
  ClientContext,
  ClientDevice,
  Device,
  DeviceStorage,
  Installation,
  NodeContext,
  NodeDevice,
  Replica,
} from '#harness/contract/device.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { ClientSpec, NodeSpec } from '#harness/contract/topology.ts';
import type { DeviceLife } from '#harness/world/zone.ts';

/** A device of the run: what is installed on it for good, and its present life. */
export type Installed = {
  readonly storage: DeviceStorage | null;
  incarnation: number;
  authDelayMs: number;
  /** The present life; null while stopped. */
  life: DeviceLife | null;
  running: Device | null;
} & (
  | {
      readonly kind: 'node';
      readonly spec: NodeSpec;
      readonly program: Installation<NodeContext, NodeDevice>;
      node: NodeDevice | null;
    }
  | {
      readonly kind: 'client';
      readonly spec: ClientSpec;
      readonly program: Installation<ClientContext, ClientDevice>;
      client: ClientDevice | null;
    }
);

/** The devices of a run, by name. To ask for what is not there is a fault of the harness. */
export interface Devices {
  install(device: Installed): void;
  /** Null for a name that was never installed. */
  find(name: string): Installed | null;
  all(): Iterable<Installed>;
  installed(name: string): Installed;
  running(name: string): Device;
  runningNode(name: string): NodeDevice;
  runningClient(name: string): ClientDevice;
  replicaOf(name: string, room: string): Replica;
}

/** None yet. */
export function createDevices(): Devices {
  const devices = new Map<string, Installed>();

  function installed(name: string): Installed {
    const device = devices.get(name);
    if (device === undefined) throw new HarnessFault(`device "${name}" was never installed`);
    return device;
  }

  function runningNode(name: string): NodeDevice {
    const device = installed(name);
    if (device.kind !== 'node' || device.node === null)
      throw new HarnessFault(`"${name}" is not a running node`);
    return device.node;
  }

  function runningClient(name: string): ClientDevice {
    const device = installed(name);
    if (device.kind !== 'client' || device.client === null) {
      throw new HarnessFault(`"${name}" is not a running client`);
    }
    return device.client;
  }

  function running(name: string): Device {
    const device = installed(name).running;
    if (device === null) throw new HarnessFault(`"${name}" is not running`);
    return device;
  }

  function replicaOf(name: string, room: string): Replica {
    const replica = running(name).replica(room);
    if (replica === undefined) throw new HarnessFault(`"${name}" has not opened room "${room}"`);
    return replica;
  }

  return {
    install: (device) => void devices.set(device.spec.name, device),
    find: (name) => devices.get(name) ?? null,
    all: () => devices.values(),
    installed,
    running,
    runningNode,
    runningClient,
    replicaOf,
  };
}
