import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../format/format-count.ts';
import { headHeight, laneHeight } from './lane-layout.ts';
import type { PanelProps } from './panel-props.ts';
import { FrameMark, frameKinds } from './frame-mark.tsx';
import { SpaceTimeFinding } from './space-time-finding.tsx';
import { SpaceTimeLanes } from './space-time-lanes.tsx';
import { SpaceTimeMessages, visibleFlights } from './space-time-messages.tsx';
import { createScale } from './time-scale.ts';

/** Time from left to right, a lane for each device, a line for each message. */
export function SpaceTime(props: PanelProps) {
  const { index, state, change } = props;
  const { durationMs } = index.data;
  const [zoom, setZoom] = useState<readonly [number, number]>([
    index.focus.fromMs,
    index.focus.toMs,
  ]);
  const [onlyCone, setOnlyCone] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const scale = createScale(zoom, width);
  const { flights, hidden } = visibleFlights(props, zoom, onlyCone);
  const height = headHeight + index.devices.length * laneHeight;
  const zoomBy = (factor: number): void => {
    const span = Math.min(durationMs, Math.max(0.5, (zoom[1] - zoom[0]) * factor));
    const from = Math.min(Math.max(0, state.atMs - span / 2), durationMs - span);
    setZoom([from, from + span]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '=') zoomBy(0.5);
    else if (event.key === '-') zoomBy(2);
    else if (event.key === '0') setZoom([0, durationMs]);
  };
  return (
    <section>
      <h2>Space and time</h2>
      <div class="actions">
        <button type="button" onClick={() => zoomBy(0.5)}>
          zoom in
        </button>
        <button type="button" onClick={() => zoomBy(2)}>
          zoom out
        </button>
        <button type="button" onClick={() => zoomBy(40 / (zoom[1] - zoom[0] || 1))}>
          around the moment
        </button>
        <button type="button" onClick={() => setZoom([0, durationMs])}>
          whole run
        </button>
        <label>
          <input
            type="checkbox"
            checked={onlyCone}
            disabled={props.cone === null}
            onChange={(event) => setOnlyCone(event.currentTarget.checked)}
          />{' '}
          only what carried the edit
        </label>
      </div>
      <div class="space-time">
        <ul class="lane-names" style={{ paddingTop: `${headHeight}px` }}>
          {index.devices.map((device) => (
            <li key={device}>{device}</li>
          ))}
        </ul>
        <div
          class="scroll"
          ref={frame}
          tabIndex={0}
          role="region"
          aria-label="Space-time diagram; plus, minus and zero zoom"
          onKeyDown={onKeyDown}
        >
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={`${formatCount(flights.length, 'message')} between ${index.devices.length} devices. The event table below has the same as text.`}
            onClick={(event) => {
              const left = event.currentTarget.getBoundingClientRect().left;
              change({ atMs: Math.min(durationMs, Math.max(0, scale.time(event.clientX - left))) });
            }}
          >
            <SpaceTimeLanes {...props} scale={scale} />
            <SpaceTimeMessages {...props} scale={scale} flights={flights} />
            <SpaceTimeFinding {...props} scale={scale} />
            <line
              class="cursor"
              x1={scale.x(state.atMs)}
              x2={scale.x(state.atMs)}
              y1={0}
              y2={height}
            />
          </svg>
        </div>
      </div>
      <p class="legend">
        {frameKinds.map((kind) => (
          <span key={kind}>
            <svg width="14" height="14" aria-hidden="true">
              <FrameMark frame={kind} x={7} y={7} />
            </svg>{' '}
            {kind}
          </span>
        ))}
        <span>▲ edit</span> <span>✗ lost or stopped</span> <span>✱ exception</span>
      </p>
      {hidden === 0 ? null : (
        <p class="note">{formatCount(hidden, 'more message')} in this span; zoom in to see them.</p>
      )}
    </section>
  );
}

/** The width of an element, at least what a diagram needs. */
function useWidth(frame: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(640, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
