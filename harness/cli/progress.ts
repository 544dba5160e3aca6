/** Tells on a terminal what is being run; silent elsewhere, and for a single run. */
export interface Progress {
  begin(what: string): void;
  end(): void;
}

/** `planned` runs are to come. */
export function createProgress(planned: number): Progress {
  if (planned < 2 || !process.stderr.isTTY) return { begin: () => undefined, end: () => undefined };
  let begun = 0;
  return {
    begin: (what) => void process.stderr.write(`\r\u001B[2K${++begun}/${planned}  ${what}`),
    end: () => void process.stderr.write('\r\u001B[2K'),
  };
}
