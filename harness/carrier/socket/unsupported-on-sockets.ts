import type { Action } from '#harness/contract/schedule.ts';

/** What of a device or an action real sockets and processes cannot do, in words; null when they can do all of it. */
export function unsupportedOnSockets(action: Action): string | null {
  switch (action.do) {
    case 'power-loss':
      return `the power loss of ${action.device}: ending a process loses nothing that its kernel holds`;
    case 'deliver':
      return `handing ${action.device} what ${action.from} has: there is a network between them`;
    case 'reset-at':
      return `a reset of ${action.link} at a chosen frame: a proxy does not read frames`;
    case 'cut':
    case 'partition':
      return action.cut === 'refuse'
        ? 'refusing new connections alone: a proxy that stops listening ends those it carries'
        : null;
    default:
      return null;
  }
}
