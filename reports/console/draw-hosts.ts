import { linkId, type DeviceSpec, type Topology } from '#harness/contract/topology.ts';
import { printable } from '../format/printable.ts';
import { linksOf } from '../model/links.ts';
import { createCanvas } from './canvas.ts';
import type { Paint } from './paint.ts';

/** Who stands where: at most two hosts with a browser each, one client that roams, one node that dials nobody. */
interface Places {
  readonly hosts: readonly DeviceSpec[];
  readonly browsers: readonly (DeviceSpec | undefined)[];
  readonly roamer: DeviceSpec | undefined;
  readonly sink: DeviceSpec | undefined;
}

/**
 * A plane drawing for topologies of the reference's shape: a roaming client above two hosts, their
 * browsers below them, a node that only listens in the middle. Null for any other shape or too
 * little width. Arrows point at the listener; `broken` links end in ✂.
 */
export function drawHosts(
  topology: Topology,
  broken: ReadonlySet<string>,
  paint: Paint,
  width: number,
): readonly string[] | null {
  const places = placesOf(topology);
  if (places === null) return null;
  const { hosts, browsers, roamer, sink } = places;
  const names = (index: number): string[] =>
    [hosts[index], browsers[index]].map((device) => printable(device?.name ?? ''));
  const left = Math.max(...names(0).map(({ length }) => length)) + 1;
  const half = Math.max(16, printable(sink?.name ?? '').length + 8);
  const middle = left + half;
  const right = middle + half;
  if (right + 2 + Math.max(...names(1).map(({ length }) => length)) > width) return null;
  const canvas = createCanvas();
  const links = new Set(linksOf(topology).map(({ id }) => id));
  const xs = [left, right];
  const has = (dialler: DeviceSpec | undefined, listener: DeviceSpec | undefined): boolean =>
    links.has(linkId(dialler?.name ?? '', listener?.name ?? ''));
  const head = (from: DeviceSpec | undefined, to: DeviceSpec | undefined, arrow: string): string =>
    broken.has(linkId(from?.name ?? '', to?.name ?? '')) ? '✂' : arrow;
  const label = (device: DeviceSpec | undefined, index: number, y: number): void => {
    if (device === undefined) return;
    const name = printable(device.name);
    const dot = device.kind === 'node' ? '●' : 'o';
    if (index === 0) canvas.put(left - 1 - name.length, y, `${name} ${dot}`);
    else canvas.put(right, y, `${dot} ${name}`);
  };

  const [a, b] = hosts;
  if (has(a, b) || has(b, a)) {
    const line = '─'.repeat(right - left - 5);
    canvas.put(
      left + 2,
      3,
      (has(b, a) ? head(b, a, '◄') : '─') + line + (has(a, b) ? head(a, b, '►') : '─'),
    );
  }
  drawRoamer();
  for (const [index, host] of hosts.entries()) {
    label(host, index, 3);
    const x = xs[index] ?? 0;
    const browser = browsers[index];
    if (browser !== undefined) {
      canvas.put(x, 4, head(browser, host, '▲'));
      canvas.put(x, 5, '│');
      label(browser, index, 6);
    }
    if (has(host, sink)) drawToSink(host, index, x);
  }
  if (sink !== undefined) canvas.put(middle, 5, `● ${printable(sink.name)}`);
  return canvas.rows(paint.fault, '✂').slice(roamer === undefined ? 3 : 0);

  function drawRoamer(): void {
    if (roamer === undefined) return;
    canvas.put(middle, 0, `o ${printable(roamer.name)}`);
    const [toA, toB, toSink] = [has(roamer, a), has(roamer, b), has(roamer, sink)];
    const arms = '─'.repeat(half - 1);
    if (toA) canvas.put(left, 1, `┌${arms}`);
    if (toB) canvas.put(middle + 1, 1, `${arms}┐`);
    canvas.put(middle, 1, joints[`${toA ? 'l' : ''}${toB ? 'r' : ''}${toSink ? 'd' : ''}`] ?? '│');
    if (toA) canvas.put(left, 2, head(roamer, a, '▼'));
    if (toB) canvas.put(right, 2, head(roamer, b, '▼'));
    if (!toSink) return;
    canvas.put(middle, 2, '│');
    canvas.put(middle - 1, 3, ' │ ');
    canvas.put(middle, 4, head(roamer, sink, '▼'));
  }

  function drawToSink(host: DeviceSpec, index: number, x: number): void {
    const end = middle + 3 + printable(sink?.name ?? '').length;
    canvas.put(index === 0 ? x + 1 : x - 1, 4, '│');
    if (index === 0) canvas.put(x + 1, 5, `└${'─'.repeat(half - 4)}${head(host, sink, '►')}`);
    else canvas.put(end, 5, `${head(host, sink, '◄')}${'─'.repeat(x - 2 - end)}┘`);
  }
}

/** Where the roaming client's line splits, by whom it reaches: left, right, down. */
const joints: Readonly<Record<string, string>> = {
  l: '┘',
  r: '└',
  d: '│',
  lr: '┴',
  ld: '┤',
  rd: '├',
  lrd: '┼',
};

function placesOf({ devices }: Topology): Places | null {
  const clients = devices.filter(({ kind }) => kind === 'client');
  const browsers = clients.filter(
    (device) => device.kind === 'client' && device.host !== undefined,
  );
  const roamers = clients.filter((device) => !browsers.includes(device));
  const hostOf = (device: DeviceSpec): string =>
    device.kind === 'client' ? (device.host ?? '') : '';
  const nodes = devices.filter(({ kind }) => kind === 'node');
  const isHost = ({ name, dials }: DeviceSpec): boolean =>
    dials.length > 0 || browsers.some((browser) => hostOf(browser) === name);
  const hosts = nodes.filter(isHost);
  const sinks = nodes.filter((node) => !isHost(node));
  const alone = browsers.every(
    ({ dials }, index) =>
      dials.length === 1 &&
      dials[0] === 'localhost' &&
      browsers.findIndex((other) => hostOf(other) === hostOf(browsers[index] ?? other)) === index,
  );
  if (hosts.length !== 2 || roamers.length > 1 || sinks.length > 1 || !alone) return null;
  return {
    hosts,
    browsers: hosts.map(({ name }) => browsers.find((browser) => hostOf(browser) === name)),
    roamer: roamers[0],
    sink: sinks[0],
  };
}
