import { inspect } from 'node:util';
import { CommanderError, type Command } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { commandNames, loadCommand } from './commands.ts';
import { didYouMean } from './did-you-mean.ts';
import { requireNode } from './require-node.ts';

/** One command line: picks the command, loads only its module, and turns errors into exit codes. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  requireNode(process.versions.node);
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help') {
    process.stdout.write(`Usage: pnpm COMMAND\n\nCommands: ${commandNames.join(', ')}\n`);
    return name === undefined ? exitCode.usage : exitCode.pass;
  }
  const load = loadCommand(name);
  if (load === undefined) {
    throw new UsageError(`unknown command "${name}".${didYouMean(name, commandNames)}`);
  }
  const { createCommand } = await load();
  let code: ExitCode = exitCode.pass;
  const command: Command = createCommand((result) => {
    code = result;
  });
  await command.exitOverride().parseAsync(rest, { from: 'user' });
  return code;
}

function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.pass : exitCode.usage;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`yardstick: ${error.message}\n`);
    return exitCode.usage;
  }
  const text = inspect(error, { colors: false });
  process.stderr.write(`yardstick: a fault of the harness, not of what it tests.\n${text}\n`);
  return exitCode.harness;
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
