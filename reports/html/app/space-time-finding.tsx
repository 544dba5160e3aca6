import type { PanelProps } from './panel-props.ts';
import { laneY } from './lane-layout.ts';
import type { TimeScale } from './time-scale.ts';

/** A ring around what shows the first broken rule, where no lost piece shows it better. */
export function SpaceTimeFinding({ index, scale }: PanelProps & { readonly scale: TimeScale }) {
  const { shownBy, rule } = index.focus;
  if (shownBy === null || index.data.differences.length > 0) return null;
  const lane = index.devices.indexOf(shownBy.device);
  if (lane === -1 || shownBy.atMs < scale.fromMs || shownBy.atMs > scale.toMs) return null;
  const x = scale.x(shownBy.atMs);
  const isLate = x > scale.width - 90;
  return (
    <g class="stop-mark">
      <circle cx={x} cy={laneY(lane)} r={9} />
      <text x={isLate ? x - 12 : x + 12} y={laneY(lane) - 6} text-anchor={isLate ? 'end' : 'start'}>
        {`✗ ${rule}`}
      </text>
    </g>
  );
}
