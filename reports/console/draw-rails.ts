import type { Topology } from '#harness/contract/topology.ts';
import { linksOf } from '../model/links.ts';
import { printable } from '../format/printable.ts';
import { padTo, textWidth } from './text-width.ts';
import type { Paint } from './paint.ts';

/**
 * Any topology, a device a row and a dialler a rail: the rail starts at its dialler and has an arrow
 * at every device it dials. `broken` links were at some time cut, and are drawn as ✂.
 */
export function drawRails(
  topology: Topology,
  broken: ReadonlySet<string>,
  paint: Paint,
  width: number,
): readonly string[] {
  const names = topology.devices.map(({ name }) => name);
  const links = linksOf(topology);
  const rails = topology.devices.filter(({ name }) =>
    links.some(({ dialler }) => dialler === name),
  );
  const labelWidth = Math.max(...names.map((name) => textWidth(printable(name)))) + 2;
  const shown = rails.slice(0, Math.max(1, Math.floor((width - labelWidth - 3) / 3)));
  const rows = topology.devices.map(({ name, kind }, row) => {
    const cells = shown.map((rail) => cellOf(rail.name, row));
    return `${padTo(`${kind === 'node' ? '●' : 'o'} ${printable(name)}`, labelWidth)} ${cells.join('')}`.trimEnd();
  });
  if (shown.length === rails.length) return rows;
  return [
    ...rows,
    paint.dim(`(${rails.length - shown.length} more diallers do not fit this width)`),
  ];

  function cellOf(dialler: string, row: number): string {
    const start = names.indexOf(dialler);
    const ends = links.filter((link) => link.dialler === dialler);
    const stops = [start, ...ends.map(({ listener }) => names.indexOf(listener))];
    const first = Math.min(...stops);
    const last = Math.max(...stops);
    if (row === start) return start === first ? '  ┬' : start === last ? '  ┴' : '  ┼';
    const end = ends.find(({ listener }) => listener === names[row]);
    if (end !== undefined) {
      const bend = row === first ? '┐' : row === last ? '┘' : '┤';
      return broken.has(end.id) ? ` ${paint.fault('✂')}${bend}` : ` ◄${bend}`;
    }
    return row > first && row < last ? '  │' : '   ';
  }
}
