import { useMemo } from 'preact/hooks';
import { formatBytes } from '../../format/format-bytes.ts';
import { groupDigits } from '../../format/format-count.ts';
import { linkEconomy } from '../../model/link-economy.ts';
import type { PanelProps } from './panel-props.ts';
import { frameKinds } from './frame-mark.tsx';

/** Messages and bytes of every link of the room, and update messages per edit. */
export function EconomyTable({ index, room }: PanelProps) {
  const rows = useMemo(
    () =>
      linkEconomy(
        index.flights.filter((flight) => flight.room === room),
        (ref) => index.payload(ref)?.bytes ?? 0,
      ),
    [index, room],
  );
  const most = Math.max(1, ...rows.map(({ messages }) => messages));
  const edits = index.edits.filter((edit) => edit.room === room).length;
  const updates = rows.reduce((sum, { byKind }) => sum + (byKind.update ?? 0), 0);
  return (
    <section>
      <h2>Messages by link</h2>
      <p>
        {edits === 0
          ? 'No edit was made in this room.'
          : `${(updates / edits).toFixed(1)} update messages for each of ${groupDigits(edits)} edits.`}
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Messages by link">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">link</th>
              <th scope="col">messages</th>
              <th scope="col">bytes</th>
              {frameKinds.map((kind) => (
                <th key={kind} scope="col">
                  {kind}
                </th>
              ))}
              <th scope="col">lost</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ link, messages, bytes, byKind, lost }) => (
              <tr key={link}>
                <th scope="row">{link}</th>
                <td>
                  <svg class="bar" width="60" height="8" aria-hidden="true">
                    <rect width={(60 * messages) / most} height="8" />
                  </svg>{' '}
                  {groupDigits(messages)}
                </td>
                <td>{formatBytes(bytes)}</td>
                {frameKinds.map((kind) => (
                  <td key={kind}>{groupDigits(byKind[kind] ?? 0)}</td>
                ))}
                <td class={lost > 0 ? 'bad' : ''}>{lost}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
