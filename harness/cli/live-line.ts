import { real } from '#harness/world/real.ts';

/** How far long work has come: rewritten in place on a terminal, elsewhere a plain line now and then. */
export interface LiveLine {
  show(text: string): void;
  end(): void;
}

const plainEveryMs = 30_000;

/** Writes to stderr, so that stdout is the result's alone. */
export function createLiveLine(): LiveLine {
  const isTerminal = process.stderr.isTTY;
  let toldMs = real.now();
  return {
    show(text) {
      if (isTerminal) {
        process.stderr.write(`\r\u001B[2K${text}`);
      } else if (real.now() - toldMs >= plainEveryMs) {
        toldMs = real.now();
        process.stderr.write(`${text}\n`);
      }
    },
    end() {
      if (isTerminal) process.stderr.write('\r\u001B[2K');
    },
  };
}
