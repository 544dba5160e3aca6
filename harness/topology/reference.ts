import {
  linkId,
  type DeviceSpec,
  type LinkProfile,
  type Topology,
} from '#harness/contract/topology.ts';
import { local, nearby, remote } from './link-profiles.ts';
import { SYNC_NODES } from './sync-nodes.ts';

/** The devices of the architecture document; the cloud is the last and can be left out. */
const devices: readonly DeviceSpec[] = [
  {
    kind: 'client',
    name: 'phone',
    dials: ['desktop-node', 'laptop-node', 'cloud'],
    storage: 'indexeddb',
    gc: true,
  },
  {
    kind: 'client',
    name: 'laptop-browser',
    dials: ['localhost'],
    host: 'laptop-node',
    storage: 'indexeddb',
    gc: true,
  },
  {
    kind: 'client',
    name: 'desktop-browser',
    dials: ['localhost'],
    host: 'desktop-node',
    storage: 'indexeddb',
    gc: true,
  },
  {
    kind: 'node',
    name: 'laptop-node',
    dials: ['desktop-node', 'cloud'],
    storage: 'disk',
    gc: true,
  },
  {
    kind: 'node',
    name: 'desktop-node',
    dials: ['laptop-node', 'cloud'],
    storage: 'disk',
    gc: true,
  },
];

/** The node that dials nobody, and whom the others dial. */
export const cloud: DeviceSpec = {
  kind: 'node',
  name: 'cloud',
  dials: [],
  storage: 'disk',
  gc: true,
};

const links: Readonly<Record<string, LinkProfile>> = {
  [linkId('laptop-browser', 'laptop-node')]: local,
  [linkId('desktop-browser', 'desktop-node')]: local,
  [linkId('phone', 'cloud')]: remote,
  [linkId('laptop-node', 'cloud')]: remote,
  [linkId('desktop-node', 'cloud')]: remote,
};

/** Phone, laptop, desktop and cloud: six replicas per room. */
export const reference: Topology = {
  name: 'reference',
  syncNodes: SYNC_NODES,
  devices: [...devices, cloud],
  link: nearby,
  links,
};

const { cloud: _, ...withoutCloud } = SYNC_NODES;

/** The same without the cloud: five replicas per room. */
export const cloudless: Topology = {
  name: 'cloudless',
  syncNodes: withoutCloud,
  devices: devices.map((device) => ({
    ...device,
    dials: device.dials.filter((name) => name !== 'cloud'),
  })),
  link: nearby,
  links,
};
