/** Exit codes of every command. Several runs: {@link worstExitCode}. */
export const exitCode = {
  pass: 0,
  /** Divergence, violated rule, nonconformance, surviving mutant or stale known failure. */
  fail: 1,
  /** Inconclusive: unknown verdict, coverage mark never reached, or unsupported when asked by name. */
  inconclusive: 2,
  /** Bad usage or configuration: the caller can mend it. */
  usage: 64,
  /** A fault of the harness itself, never of what it tests. */
  harness: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const worstFirst: readonly ExitCode[] = [70, 130, 64, 1, 2, 0];

/** The exit code of several runs together: 70 > 130 > 64 > 1 > 2 > 0. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((code) => codes.includes(code)) ?? exitCode.pass;
}
