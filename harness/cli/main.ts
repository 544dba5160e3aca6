import { inspect } from 'node:util';
import { CommanderError, type Command } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { commandNames, loadCommand } from './commands.ts';
import { didYouMean } from './did-you-mean.ts';
import { launcher } from './launcher.ts';
import { requireNode } from './require-node.ts';

/** One command line: picks the command, loads only its module, and turns errors into exit codes. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  requireNode(process.versions.node);
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help') {
    process.stdout.write(`Usage: ${launcher} COMMAND\n\nCommands: ${commandNames.join(', ')}\n`);
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
  for (const each of [command, ...command.commands])
    each.configureOutput({ outputError: (text, write) => write(inOneLine(text)) });
  await command.name(`${launcher} ${name}`).exitOverride().parseAsync(rest, { from: 'user' });
  return code;
}

/** Commander's complaints, told as all others are: `error: X\n(Did you mean Y?)` in one line. */
function inOneLine(text: string): string {
  const [what = '', hint] = text.trim().split('\n');
  const told = what.replace(/^error: /, '').replace(/\.$/, '');
  return `yardstick: ${told}.${hint === undefined ? '' : ` ${hint.replace(/^\(|\)$/g, '')}`} See --help.\n`;
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

/** A command that has something to put away listens too, and ends the process itself when it has. */
process.once('SIGINT', () => {
  if (process.listenerCount('SIGINT') === 0) process.exit(exitCode.interrupted);
});
// Whoever reads (`| head`) may leave first: the run goes on, for its files and its exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2)).catch(report);
