/**
 * The process's own timers and clock, taken before `install.ts` replaces the globals. Only the
 * world's event loop, the socket carriers and the command line may use them.
 */
export const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  clearImmediate: globalThis.clearImmediate,
  now: performance.now.bind(performance),
  dateNow: Date.now.bind(Date),
} as const;
