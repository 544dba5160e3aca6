import { formatSeconds } from '../../format/format-seconds.ts';
import type { PanelProps } from './panel-props.ts';

/** State vectors by writer, and the structs that pending ones wait for. */
export function StateTable({ index, state, room }: PanelProps) {
  const rows = index.devices.map((device) => ({
    device,
    moment: index.replicaAt(device, room, state.atMs),
  }));
  const writers = [
    ...new Set(rows.flatMap(({ moment }) => [...(moment?.clocks.keys() ?? [])])),
  ].sort();
  const highest = new Map(
    writers.map((writer) => [
      writer,
      Math.max(...rows.map(({ moment }) => moment?.clocks.get(writer) ?? 0)),
    ]),
  );
  return (
    <section>
      <h2>State vectors and pending structs at {formatSeconds(state.atMs)}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="State vectors by replica">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">replica</th>
              {writers.map((writer) => (
                <th key={writer} scope="col">
                  {index.writers.get(Number(writer)) ?? 'unknown'} <code>{writer}</code>
                </th>
              ))}
              <th scope="col">pending</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ device, moment }) => (
              <tr key={device}>
                <th scope="row">{device}</th>
                {writers.map((writer) => {
                  const clock = moment?.clocks.get(writer) ?? 0;
                  const behind = (highest.get(writer) ?? 0) - clock;
                  return (
                    <td key={writer} class={behind > 0 ? 'differs' : ''}>
                      {clock}
                      {behind > 0 ? ` ▼${behind}` : ''}
                    </td>
                  );
                })}
                <td class={moment?.waitingFor ? 'differs' : 'muted'}>
                  {pendingWords(moment?.waitingFor ?? null)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">▼ is how many clocks a replica is behind the one that has most.</p>
    </section>
  );
}

function pendingWords(waitingFor: Readonly<Record<string, number>> | null): string {
  if (waitingFor === null) return 'none';
  return `waits for ${Object.entries(waitingFor)
    .map(([client, clock]) => `${client}:${clock}`)
    .join(', ')}`;
}
