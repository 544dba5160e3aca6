import type { CaseResult, WireEntry } from '#harness/contract/conformance-report.ts';
import { printable } from '../format/printable.ts';

const arrows: Readonly<Record<WireEntry['direction'], string>> = {
  sent: '→',
  received: '←',
  note: '·',
};

/** The wire log as lines of text: time, connection, direction, what it was, and its bytes. */
export function formatWire({ wire, wireDropped }: CaseResult, most = Infinity): string[] {
  const shown = wire.slice(-most);
  const peers = Math.max(0, ...shown.map(({ peer }) => peer.length));
  const lines = shown.map(({ atMs, peer, direction, summary, hex, bytes }) => {
    const dump =
      direction === 'note' ? '' : `   ${hex}${bytes * 2 > hex.length ? '…' : ''} ${bytes} B`;
    const time = `${atMs.toFixed(1).padStart(8)} ms`;
    return `${time}  ${peer.padEnd(peers)} ${arrows[direction]} ${printable(summary)}${dump}`;
  });
  const missing = wireDropped + wire.length - shown.length;
  return missing === 0 ? lines : [`(${missing} more entries are not shown)`, ...lines];
}
