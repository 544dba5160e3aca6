import type { RunView } from '#harness/contract/run-view.ts';
import { formatCount } from '../format/format-count.ts';
import { printable } from '../format/printable.ts';
import { listWords } from '../format/list-words.ts';
import { drawTopology } from './draw-topology.ts';
import { coloredPaint, plainPaint, type Paint } from './paint.ts';
import { renderChecks } from './render-checks.ts';
import { renderFaults } from './render-faults.ts';
import { renderMessages } from './render-messages.ts';
import { renderReplicas } from './render-replicas.ts';
import { renderStory } from './render-story.ts';
import { renderVerdict } from './render-verdict.ts';
import { wrap } from './wrap.ts';

export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/**
 * One run as text for people: what was simulated, what went wrong on purpose, how every replica ended,
 * and the verdict last. Ends with a line break.
 */
export function renderRun(view: RunView, { color, width }: RenderOptions): string {
  const paint = color ? coloredPaint : plainPaint;
  const inner = Math.max(40, width - 3);
  const indent = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line === '' ? '' : `   ${line}`));
  const sections = [
    renderHead(view, paint, Math.max(40, width)),
    indent([
      ...drawTopology(view.history, paint, inner),
      ...blankBefore(renderFaults(view.history, paint, inner)),
    ]),
    renderStory(view, paint, Math.max(40, width)),
    indent(renderReplicas(view, paint, inner)),
    indent([...renderChecks(view, paint, inner), ...renderMessages(view, paint, inner)]),
    renderVerdict(view, paint, Math.max(40, width)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function blankBefore(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function renderHead(view: RunView, paint: Paint, width: number): readonly string[] {
  const { record, history } = view;
  const name = record.scenario.split('/').at(-1) ?? record.scenario;
  const [first = '', ...rest] = wrap(printable(view.title), width - name.length - 2);
  const rooms = listWords(history.rooms.map((room) => JSON.stringify(printable(room))));
  const facts = [
    `seed ${record.seed}`,
    `via ${record.via}`,
    `node ${printable(record.node)}`,
    `${formatCount(record.replicas.length, 'replica')} of room${history.rooms.length === 1 ? '' : 's'} ${rooms}`,
  ];
  return [
    `${paint.accent(paint.strong(name))}  ${paint.strong(first)}`,
    ...rest.map((line) => ' '.repeat(name.length + 2) + paint.strong(line)),
    ...wrap(facts.join(', '), width).map(paint.dim),
  ];
}
