import { useMemo } from 'preact/hooks';
import { presenceSpans, type PresenceSpan } from '../../model/presence-span.ts';
import type { PanelProps } from './panel-props.ts';
import { createScale } from './time-scale.ts';

/** Most rows drawn; more are named in the list below. */
const mostRows = 60;

const rowHeight = 16;
const width = 900;

/** Who was shown to whom, and when: a bar for each client that an observer saw. */
export function PresenceView({ index, state, room }: PanelProps) {
  const { events, durationMs } = index.data;
  const spans = useMemo(
    () => presenceSpans(events, durationMs).filter((span) => span.room === room),
    [events, durationMs, room],
  );
  const rows = [...new Set(spans.map(rowOf))].sort(
    (a, b) => order(index.devices, a) - order(index.devices, b),
  );
  const shown = rows.slice(0, mostRows);
  const scale = createScale([0, durationMs], width);
  const seen = index.devices.map((observer) => {
    const clients = spans.filter(
      (span) => span.observer === observer && span.fromMs <= state.atMs && state.atMs <= span.toMs,
    );
    return {
      observer,
      names: clients.map(({ client }) => index.writers.get(client) ?? String(client)),
    };
  });
  return (
    <section>
      <h2>Presence</h2>
      {rows.length === 0 ? (
        <p class="muted">No replica of this room saw a state.</p>
      ) : (
        <div class="space-time">
          <ul class="lane-names thin" style={{ paddingTop: '20px' }}>
            {shown.map((row) => (
              <li key={row}>{rowWords(row, index.writers)}</li>
            ))}
          </ul>
          <div class="scroll" tabIndex={0} role="region" aria-label="Presence over time">
            <svg
              width={width}
              height={20 + shown.length * rowHeight}
              role="img"
              aria-label="Who saw whom over time; the list below says it for the chosen moment."
            >
              {scale.ticks.map((ms) => (
                <g key={ms} class="tick">
                  <line
                    x1={scale.x(ms)}
                    x2={scale.x(ms)}
                    y1={16}
                    y2={20 + shown.length * rowHeight}
                  />
                  <text x={scale.x(ms)} y={12}>
                    {Number((ms / 1000).toFixed(6))} s
                  </text>
                </g>
              ))}
              {spans
                .filter((span) => shown.includes(rowOf(span)))
                .map((span) => (
                  <rect
                    key={`${rowOf(span)} ${span.fromMs}`}
                    class={
                      index.writers.get(span.client) === span.observer ? 'presence own' : 'presence'
                    }
                    x={scale.x(span.fromMs)}
                    y={20 + rows.indexOf(rowOf(span)) * rowHeight + 3}
                    width={Math.max(1, scale.x(span.toMs) - scale.x(span.fromMs))}
                    height={rowHeight - 6}
                  >
                    <title>{JSON.stringify(span.state)}</title>
                  </rect>
                ))}
              <line
                class="cursor"
                x1={scale.x(state.atMs)}
                x2={scale.x(state.atMs)}
                y1={0}
                y2={20 + shown.length * rowHeight}
              />
            </svg>
          </div>
        </div>
      )}
      {rows.length > mostRows ? (
        <p class="note">
          The first {mostRows} of {rows.length} pairs are drawn.
        </p>
      ) : null}
      <ul class="plain-list">
        {seen.map(({ observer, names }) => (
          <li key={observer}>
            <strong>{observer}</strong> sees {names.length === 0 ? 'nobody' : names.join(', ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function rowOf({ observer, client }: PresenceSpan): string {
  return JSON.stringify([observer, client]);
}

function rowWords(row: string, writers: ReadonlyMap<number, string>): string {
  const [observer, client] = JSON.parse(row) as [string, number];
  return `${observer} ← ${writers.get(client) ?? client}`;
}

function order(devices: readonly string[], row: string): number {
  const [observer] = JSON.parse(row) as [string, number];
  return devices.indexOf(observer);
}
