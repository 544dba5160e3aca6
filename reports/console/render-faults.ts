import type { History } from '#harness/contract/history.ts';
import { formatSecondsNumber } from '../format/format-seconds.ts';
import { printable } from '../format/printable.ts';
import { faultWindows } from '../model/fault-window.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** Most faults listed one by one. */
const listed = 12;

/** When each fault was in place, a line each: `✂ 1.000–6.000 s  desktop-browser offline`. */
export function renderFaults(history: History, paint: Paint, width: number): readonly string[] {
  const windows = faultWindows(history.events);
  const lines = windows.slice(0, listed).flatMap(({ fromMs, toMs, words }) => {
    const from = formatSecondsNumber(fromMs);
    const time =
      toMs === null
        ? `${from} s`
        : toMs === Infinity
          ? `${from} s to the end`
          : `${from}–${formatSecondsNumber(toMs)} s`;
    const head = `✂ ${time}  `;
    return wrap(printable(words), width - head.length).map((line, index) =>
      paint.fault((index === 0 ? head : ' '.repeat(head.length)) + line),
    );
  });
  return windows.length <= listed
    ? lines
    : [...lines, paint.dim(`and ${windows.length - listed} more faults`)];
}
