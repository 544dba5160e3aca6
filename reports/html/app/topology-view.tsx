import type { Difference } from '#harness/contract/report-data.ts';
import { formatSeconds } from '../../format/format-seconds.ts';
import { linksOf } from '../../model/links.ts';
import { linkStatesAt, type LinkState } from '../../model/link-state.ts';
import { placeDevices, type Place } from '../../model/place-devices.ts';
import type { PanelProps } from './panel-props.ts';
import { FrameMark } from './frame-mark.tsx';

const width = 440;

/** Pixels for one unit of a place. */
const unit = 104;

/** Space above the highest and below the lowest device, for its name. */
const margin = 36;

/** Devices and links as they were at the chosen moment, with the messages on their way. */
export function TopologyView({ index, state, room, cone }: PanelProps) {
  const { data } = index;
  const places = new Map(placeDevices(data.topology).map((place) => [place.name, place]));
  const states = linkStatesAt(data.events, index.windows, room, state.atMs);
  const links = linksOf(data.topology);
  const ys = [...places.values()].map((place) => pixel(place).y);
  const [top, bottom] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  const stopped = stoppedLinks(data.differences, room);
  const down = new Set(
    index.bands
      .filter(
        ({ kind, fromMs, toMs }) => kind === 'stopped' && fromMs <= state.atMs && state.atMs < toMs,
      )
      .map(({ device }) => device),
  );
  const flying = index.flights.filter(
    (flight) =>
      flight.room === room &&
      flight.sentMs <= state.atMs &&
      state.atMs < (flight.receivedMs ?? flight.sentMs),
  );
  const words = links.map(({ id }) => `${id} ${states.get(id) ?? 'closed'}`).join(', ');
  return (
    <section class="topology">
      <h2>Topology at {formatSeconds(state.atMs)}</h2>
      <svg
        viewBox={`0 ${top} ${width} ${bottom - top}`}
        role="img"
        aria-label={`Links at this moment: ${words}`}
      >
        {links.map(({ id, dialler, listener }) => {
          const [from, to] = [places.get(dialler), places.get(listener)];
          const isMutual = links.some(
            (other) => other.dialler === listener && other.listener === dialler,
          );
          if (from === undefined || to === undefined) return null;
          return (
            <LinkLine
              key={id}
              from={from}
              to={to}
              shift={isMutual ? 4 : 0}
              state={states.get(id) ?? 'closed'}
              isStop={stopped.has(id)}
            />
          );
        })}
        {flying.map((flight) => {
          const [from, to] = [places.get(flight.from), places.get(flight.to)];
          if (from === undefined || to === undefined || flight.receivedMs === null) return null;
          const part = (state.atMs - flight.sentMs) / (flight.receivedMs - flight.sentMs || 1);
          const [a, b] = [pixel(from), pixel(to)];
          const dim = cone !== null && !cone.has(flight.seq);
          return (
            <g key={flight.seq} class={dim ? 'dim' : ''}>
              <FrameMark
                frame={flight.frame}
                x={a.x + (b.x - a.x) * part}
                y={a.y + (b.y - a.y) * part}
              />
            </g>
          );
        })}
        {[...places.values()].map((place) => (
          <DeviceMark key={place.name} place={place} isDown={down.has(place.name)} />
        ))}
      </svg>
      <p class="legend">
        <span>
          <i class="swatch open" /> connected
        </span>{' '}
        <span>
          <i class="swatch cut" /> cut ✂
        </span>{' '}
        <span>
          <i class="swatch closed" /> not connected
        </span>{' '}
        {stopped.size === 0 ? null : (
          <span>
            <i class="swatch stop" /> stopped ✗
          </span>
        )}
      </p>
    </section>
  );
}

function LinkLine(props: {
  from: Place;
  to: Place;
  shift: number;
  state: LinkState;
  isStop: boolean;
}) {
  const [a, b] = [pixel(props.from), pixel(props.to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const [dx, dy] = [-uy * props.shift, ux * props.shift];
  const start = { x: a.x + ux * 10 + dx, y: a.y + uy * 10 + dy };
  const end = { x: b.x - ux * 12 + dx, y: b.y - uy * 12 + dy };
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const head = [6, -6].map(
    (side) => `${end.x - ux * 7 - (uy * side) / 2} ${end.y - uy * 7 + (ux * side) / 2}`,
  );
  return (
    <g class={`link ${props.state}${props.isStop ? ' stop' : ''}`}>
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
      <path class="head" d={`M${end.x} ${end.y}L${head[0] ?? ''}L${head[1] ?? ''}Z`} />
      {props.state === 'cut' || props.isStop ? (
        <text x={middle.x} y={middle.y + 5} class="sign">
          {props.isStop ? '✗' : '✂'}
        </text>
      ) : null}
    </g>
  );
}

function DeviceMark({ place, isDown }: { readonly place: Place; readonly isDown: boolean }) {
  const { x, y } = pixel(place);
  const anchor = place.x < -0.3 ? 'end' : place.x > 0.3 ? 'start' : 'middle';
  const [dx, dy] =
    anchor === 'middle' ? [0, place.y < 0 ? -14 : 24] : [anchor === 'end' ? -14 : 14, 5];
  return (
    <g class={`device ${place.kind}${isDown ? ' down' : ''}`}>
      {place.kind === 'node' ? (
        <circle cx={x} cy={y} r={8} />
      ) : (
        <rect x={x - 7} y={y - 7} width={14} height={14} rx={2} />
      )}
      {isDown ? (
        <path d={`M${x - 9} ${y - 9}L${x + 9} ${y + 9}M${x + 9} ${y - 9}L${x - 9} ${y + 9}`} />
      ) : null}
      <text x={x + dx} y={y + dy} text-anchor={anchor}>
        {place.name}
      </text>
    </g>
  );
}

function pixel({ x, y }: Place): { readonly x: number; readonly y: number } {
  return { x: width / 2 + x * unit, y: y * unit };
}

function stoppedLinks(differences: readonly Difference[], room: string): ReadonlySet<string> {
  return new Set(
    differences.flatMap((other) =>
      other.room === room && other.stoppedLink !== null ? [other.stoppedLink] : [],
    ),
  );
}
