/** Why a rule cannot be judged of real sockets and processes; null when it can. */
export function unjudgedOnSockets(rule: string): string | null {
  return rule === 'LEAK-1'
    ? 'LEAK-1: the timers and listeners of another process cannot be counted'
    : null;
}
