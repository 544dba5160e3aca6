/**
 * What a person types before the name of a command: `pnpm` in this repository, and what
 * `yardstick.mjs` says where Yardstick is a dependency.
 */
export const launcher: string = process.env['YARDSTICK_LAUNCHER'] ?? 'pnpm';
