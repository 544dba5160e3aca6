import { Chalk, type ChalkInstance } from 'chalk';

/** What a colour stands for; without colour every painter gives the text back. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  /** A fault: on purpose, so neither good nor bad. */
  readonly fault: (text: string) => string;
  readonly accent: (text: string) => string;
}

/** Sixteen colours at most, so that it looks right on every terminal's own palette. */
export const coloredPaint = paintOf(new Chalk({ level: 1 }));

export const plainPaint = paintOf(new Chalk({ level: 0 }));

function paintOf(chalk: ChalkInstance): Paint {
  return {
    strong: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    unsure: (text) => chalk.yellow(text),
    fault: (text) => chalk.magenta(text),
    accent: (text) => chalk.cyan(text),
  };
}
