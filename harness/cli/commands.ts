import type { Command } from 'commander';
import type { ExitCode } from '#harness/contract/exit-code.ts';

/**
 * What a command's module exports. `finish` receives the exit code of the action; bad input throws
 * {@link UsageError}; anything else thrown is a fault of the harness.
 */
export interface CommandModule {
  createCommand(finish: (code: ExitCode) => void): Command;
}

const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  bench: () => import('./bench.ts'),
  gate: () => import('./gate.ts'),
  conformance: () => import('./conformance.ts'),
  mutants: () => import('./mutants.ts'),
  explore: () => import('./explore.ts'),
  replay: () => import('./replay.ts'),
  node: () => import('./node.ts'),
  report: () => import('./report.ts'),
  scenario: () => import('./scenario.ts'),
};

export const commandNames: readonly string[] = Object.keys(commands);

/** The loader of a command's module; undefined for an unknown name. */
export function loadCommand(name: string): (() => Promise<CommandModule>) | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
