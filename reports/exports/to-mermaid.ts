import type { RunView } from '#harness/contract/run-view.ts';
import { eventWords } from '../model/event-words.ts';
import { flightsOf } from '../model/flights.ts';

/** Most messages of a diagram; Mermaid itself gives up on more. */
const most = 400;

/**
 * A run as the text of a Mermaid sequence diagram: devices, the messages that carry content, edits,
 * faults and notes. Awareness is left out; a long run is cut, and says so.
 */
export function toMermaid({ history }: RunView): string {
  const devices = history.topology.devices.map(({ name }) => name);
  const ids = new Map(devices.map((name, index) => [name, `d${index}`]));
  const first = ids.get(devices[0] ?? '') ?? '';
  const last = ids.get(devices.at(-1) ?? '') ?? '';
  const messages = flightsOf(history.events)
    .filter(({ frame }) => frame !== 'awareness' && frame !== 'query-awareness')
    .map(({ seq, from, to, frame, receivedMs, sentMs }) => {
      const arrow = receivedMs === null ? '-x' : '->>';
      return {
        seq,
        line: `${ids.get(from) ?? from}${arrow}${ids.get(to) ?? to}: ${seconds(sentMs)} ${frame}`,
      };
    });
  const others = history.events.flatMap((event) => {
    const { seq, kind, device, atMs } = event;
    const said = `${seconds(atMs)} ${safe(eventWords(event))}`;
    if (kind === 'edit') return [{ seq, line: `Note over ${ids.get(device) ?? first}: ${said}` }];
    if (kind === 'note' || kind === 'fault' || kind === 'heal')
      return [{ seq, line: `Note over ${first},${last}: ${said}` }];
    return [];
  });
  const lines = [...messages, ...others].sort((a, b) => a.seq - b.seq);
  const cut =
    lines.length > most
      ? [`Note over ${first},${last}: ${lines.length - most} more lines left out`]
      : [];
  return (
    [
      'sequenceDiagram',
      ...devices.map((name) => `participant ${ids.get(name) ?? ''} as ${safe(name)}`),
      ...lines.slice(0, most).map(({ line }) => line),
      ...cut,
      '',
    ]
      .join('\n  ')
      .trimEnd() + '\n'
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** Text that Mermaid reads as text: its own entity codes for everything that could be syntax. */
function safe(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,()'"/→✂◄►_-]/gu, (char) => `#${char.codePointAt(0) ?? 0};`)
    .slice(0, 120);
}
