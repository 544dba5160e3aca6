import { formatSeconds } from '../../format/format-seconds.ts';
import { shortDigest } from '../../format/short-digest.ts';
import type { PanelProps } from './panel-props.ts';
import { groupsAt } from './groups.ts';
import { textDigest } from './text-digest.ts';

/** Which replica holds which content: a row for each device, a column for each room. */
export function DigestMatrix({ index, state, change, room }: PanelProps) {
  const { rooms, record, durationMs } = index.data;
  const byRoom = new Map(rooms.map((name) => [name, groupsAt(index, name, state.atMs)]));
  const isEnd = state.atMs >= durationMs;
  const cell = (device: string, name: string) => {
    const group = byRoom.get(name)?.find(({ devices }) => devices.includes(device));
    if (group === undefined) return <td class="muted">not open</td>;
    const final = record.replicas.find(
      (replica) => replica.name === device && replica.room === name,
    );
    const digest = isEnd && final !== undefined ? final.digest : textDigest(group.moment.texts);
    const differs = group.letter !== 'A';
    return (
      <td class={differs ? 'differs' : ''}>
        <strong>{group.letter}</strong> <code>{shortDigest(digest)}</code>
        {differs ? ' differs' : ''}
      </td>
    );
  };
  return (
    <section class="digests">
      <h2>Digests at {formatSeconds(state.atMs)}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Digest by device and room">
        <table>
          <thead>
            <tr>
              <th scope="col">device</th>
              {rooms.map((name) => (
                <th key={name} scope="col">
                  <button
                    type="button"
                    aria-pressed={name === room}
                    onClick={() => change({ room: name })}
                  >
                    {name}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {index.devices.map((device) => (
              <tr key={device}>
                <th scope="row">{device}</th>
                {rooms.map((name) => cell(device, name))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">
        Equal letters are equal content.
        {isEnd ? '' : ' Before the end, digests are of the text shown.'}
      </p>
    </section>
  );
}
