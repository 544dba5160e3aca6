import type { ReportPayload } from '#harness/contract/report-data.ts';
import { formatBytes } from '../../format/format-bytes.ts';

/** A frame or update: what it says, and its bytes. */
export function PayloadView({ payload }: { readonly payload: ReportPayload }) {
  const { decoded, hex, bytes } = payload;
  const rows = hex.match(/.{1,32}/g) ?? [];
  const shownBytes = hex.length / 2;
  return (
    <div class="payload">
      <ul>
        {decoded.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
      <pre tabIndex={0} aria-label="Bytes in hex">
        {rows
          .map(
            (row, place) =>
              `${(place * 16).toString(16).padStart(4, '0')}  ${(row.match(/../g) ?? []).join(' ').padEnd(47)}  ${ascii(row)}\n`,
          )
          .join('')}
      </pre>
      <p class="note">
        {formatBytes(bytes)}
        {shownBytes < bytes ? `, the first ${shownBytes} shown` : ''}
      </p>
    </div>
  );
}

function ascii(hex: string): string {
  return (hex.match(/../g) ?? [])
    .map((byte) => Number.parseInt(byte, 16))
    .map((code) => (code > 31 && code < 127 ? String.fromCharCode(code) : '·'))
    .join('');
}
