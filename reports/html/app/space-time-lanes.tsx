import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { PanelProps } from './panel-props.ts';
import { headHeight, laneHeight, laneY } from './lane-layout.ts';
import type { TimeScale } from './time-scale.ts';

/** Axis, fault bands, lanes, and what happened on them besides messages. */
export function SpaceTimeLanes({
  index,
  scale,
  room,
  cone,
}: PanelProps & { readonly scale: TimeScale }) {
  const { devices, windows, bands, data } = index;
  const bottom = headHeight + devices.length * laneHeight;
  const isVisible = (fromMs: number, toMs: number): boolean =>
    fromMs <= scale.toMs && toMs >= scale.fromMs;
  const clamp = (ms: number): number => scale.x(Math.min(Math.max(ms, scale.fromMs), scale.toMs));
  const marks = data.events.filter(
    (event) =>
      (event.kind === 'edit' || event.kind === 'exception') &&
      isVisible(event.atMs, event.atMs) &&
      (event.room ?? room) === room,
  );
  return (
    <>
      <defs>
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
        </pattern>
        <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
          <circle cx="2" cy="2" r="1.2" class="dots" />
        </pattern>
      </defs>
      {scale.ticks.map((ms) => (
        <g key={ms} class="tick">
          <line x1={scale.x(ms)} x2={scale.x(ms)} y1={16} y2={bottom} />
          <text x={Math.max(scale.x(ms), 22)} y={12}>
            {Number((ms / 1000).toFixed(6))} s
          </text>
        </g>
      ))}
      {windows.map(({ device, fromMs, toMs, words }, place) => {
        if (device !== '' || !isVisible(fromMs, toMs ?? fromMs)) return null;
        const [x1, x2] = [clamp(fromMs), clamp(Math.min(toMs ?? fromMs, data.durationMs))];
        return (
          <g key={place} class="fault-band">
            <title>{words}</title>
            <rect x={x1} y={20} width={Math.max(2, x2 - x1)} height={16} fill="url(#hatch)" />
            <text x={x1 + 3} y={32}>
              {fit(`✂ ${words}`, x2 - x1)}
            </text>
          </g>
        );
      })}
      {devices.map((device, lane) => (
        <line key={device} class="lane" x1={0} x2={scale.width} y1={laneY(lane)} y2={laneY(lane)} />
      ))}
      {bands.map(({ device, fromMs, toMs, kind, words }, place) => {
        const lane = devices.indexOf(device);
        if (lane === -1 || !isVisible(fromMs, toMs)) return null;
        const [x1, x2] = [clamp(fromMs), clamp(toMs)];
        return (
          <g key={place} class={`band ${kind}`}>
            <title>{`${device}: ${words}`}</title>
            <rect
              x={x1}
              y={laneY(lane) - 12}
              width={Math.max(2, x2 - x1)}
              height={24}
              fill={kind === 'offline' ? 'url(#dots)' : 'url(#hatch)'}
            />
            <text x={x1 + 3} y={laneY(lane) - 15}>
              {fit(kind === 'offline' ? 'offline' : words, x2 - x1)}
            </text>
          </g>
        );
      })}
      {marks.map((event) => (
        <EventMark
          key={event.seq}
          event={event}
          x={scale.x(event.atMs)}
          y={laneY(devices.indexOf(event.device))}
          isDim={cone !== null && !cone.has(event.seq)}
        />
      ))}
    </>
  );
}

function EventMark(props: {
  readonly event: HistoryEvent;
  readonly x: number;
  readonly y: number;
  readonly isDim: boolean;
}) {
  const { event, x, y } = props;
  if (event.kind === 'edit') {
    return (
      <g class={`edit${props.isDim ? ' dim' : ''}`}>
        <title>{`${event.device} edits ${event.token ?? event.action}`}</title>
        <path d={`M${x} ${y - 8}L${x + 6} ${y + 3}L${x - 6} ${y + 3}Z`} />
      </g>
    );
  }
  return (
    <text class="exception" x={x} y={y + 5}>
      ✱
    </text>
  );
}

/** As much of a label as a width holds, at about 6.5 pixels a character. */
function fit(text: string, width: number): string {
  const most = Math.floor(width / 6.5) - 1;
  if (most < 3) return '';
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
