import type { FrameKind } from '#harness/contract/schedule.ts';

/** A kind of message as a shape, so that no one need tell colours apart. */
export function FrameMark({
  frame,
  x,
  y,
}: {
  readonly frame: FrameKind;
  readonly x: number;
  readonly y: number;
}) {
  return <path class={`frame ${frame}`} d={shapes[frame](x, y)} />;
}

type Shape = (x: number, y: number) => string;

const circle: (r: number) => Shape = (r) => (x, y) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
const diamond: Shape = (x, y) => `M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`;
const square: Shape = (x, y) => `M${x - 3.5} ${y - 3.5}h7v7h-7Z`;
const triangle: Shape = (x, y) => `M${x} ${y - 4.5}L${x + 4.5} ${y + 3.5}L${x - 4.5} ${y + 3.5}Z`;

const shapes: Readonly<Record<FrameKind, Shape>> = {
  update: circle(4),
  step1: square,
  step2: diamond,
  awareness: circle(2),
  'query-awareness': circle(2),
  auth: triangle,
  ack: triangle,
  bus: diamond,
  other: square,
};

/** What each shape is, for the legend. */
export const frameKinds: readonly FrameKind[] = ['update', 'step1', 'step2', 'awareness', 'auth'];
