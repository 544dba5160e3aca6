import { groupDigits } from './format-count.ts';

/** Milliseconds as `1.250 s`. */
export function formatSeconds(ms: number, digits = 3): string {
  return `${formatSecondsNumber(ms, digits)} s`;
}

/** Milliseconds as seconds without the unit, `1.250`. */
export function formatSecondsNumber(ms: number, digits = 3): string {
  const [whole = '', fraction] = (ms / 1000).toFixed(digits).split('.');
  return groupDigits(Number(whole)) + (fraction === undefined ? '' : `.${fraction}`);
}
