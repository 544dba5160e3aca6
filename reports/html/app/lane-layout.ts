export const laneHeight = 34;

/** Height of the axis and the fault bands above the lanes. */
export const headHeight = 44;

/** The middle of a lane, pixels from the top. */
export function laneY(lane: number): number {
  return headHeight + lane * laneHeight + laneHeight / 2;
}
