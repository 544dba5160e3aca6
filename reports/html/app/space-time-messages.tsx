import type { Flight } from '../../model/flights.ts';
import type { PanelProps } from './panel-props.ts';
import { FrameMark } from './frame-mark.tsx';
import { laneY } from './lane-layout.ts';
import type { TimeScale } from './time-scale.ts';

/** Most messages drawn at once; a browser draws these in a few frames. */
const most = 1500;

/** The messages of a span, those that say most about content first when there are too many. */
export function visibleFlights(
  { index, room, cone }: PanelProps,
  [fromMs, toMs]: readonly [number, number],
  onlyCone: boolean,
): { readonly flights: readonly Flight[]; readonly hidden: number } {
  const inSpan = index.flights.filter(
    (flight) =>
      flight.room === room &&
      flight.sentMs <= toMs &&
      (flight.receivedMs ?? flight.sentMs) >= fromMs &&
      (!onlyCone || cone === null || cone.has(flight.seq)),
  );
  if (inSpan.length <= most) return { flights: inSpan, hidden: 0 };
  const rank = (flight: Flight): number =>
    cone?.has(flight.seq) ? 0 : flight.frame === 'awareness' ? 2 : 1;
  const flights = [...inSpan].sort((a, b) => rank(a) - rank(b)).slice(0, most);
  return { flights, hidden: inSpan.length - most };
}

interface Props extends PanelProps {
  readonly scale: TimeScale;
  readonly flights: readonly Flight[];
}

/** A line from the sender's lane to the receiver's; what never arrived ends half way in a cross. */
export function SpaceTimeMessages({ index, scale, flights, cone, room }: Props) {
  const stops = index.data.differences.filter(
    (difference) => difference.room === room && difference.stoppedAt !== null,
  );
  return (
    <>
      {flights.map((flight) => {
        const [y1, y2] = [flight.from, flight.to].map((device) =>
          laneY(index.devices.indexOf(device)),
        );
        if (y1 === undefined || y2 === undefined) return null;
        const x1 = scale.x(flight.sentMs);
        const lost = flight.receivedMs === null;
        const x2 = lost ? x1 + 14 : scale.x(flight.receivedMs ?? 0);
        const yEnd = lost ? (y1 + y2) / 2 : y2;
        const dim = cone !== null && !cone.has(flight.seq);
        return (
          <g
            key={flight.seq}
            class={`message ${flight.frame}${dim ? ' dim' : ''}${lost ? ' lost' : ''}`}
          >
            <title>{`${flight.frame} ${flight.from} → ${flight.to} at ${(flight.sentMs / 1000).toFixed(3)} s${lost ? ', never arrived' : ''}`}</title>
            <line x1={x1} y1={y1} x2={x2} y2={yEnd} />
            {lost ? (
              <text x={x2} y={yEnd + 5}>
                ✗
              </text>
            ) : (
              <FrameMark frame={flight.frame} x={x2} y={y2} />
            )}
          </g>
        );
      })}
      {stops.map(({ structs, stoppedAt, path, text }) => {
        const stop = path.find(({ device }) => device === stoppedAt);
        if (stop === undefined || stop.atMs < scale.fromMs || stop.atMs > scale.toMs) return null;
        const lane = laneY(index.devices.indexOf(stop.device));
        const isLate = scale.x(stop.atMs) > scale.width - 240;
        return (
          <g key={`${structs.client}:${structs.clock}`} class="stop-mark">
            <circle cx={scale.x(stop.atMs)} cy={lane} r={9} />
            <text
              x={scale.x(stop.atMs) + (isLate ? -12 : 12)}
              y={lane - 6}
              text-anchor={isLate ? 'end' : 'start'}
            >{`✗ ${JSON.stringify(text.slice(0, 20))} stopped here`}</text>
          </g>
        );
      })}
    </>
  );
}
