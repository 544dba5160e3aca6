import { pathToFileURL } from 'node:url';
import { Command, Option } from 'commander';
import { exitCode, type ExitCode } from '#harness/contract/exit-code.ts';
import { exportFormats, exportRun, type ExportFormat } from './report/export-run.ts';
import { mergeReports } from './report/merge-reports.ts';
import { newestPage } from './report/newest-page.ts';
import { openReport } from './report/open-report.ts';

/** `pnpm report`: opens, merges and exports what runs left behind. */
export function createCommand(finish: (code: ExitCode) => void): Command {
  const command = new Command('report')
    .description('Open, merge and export the reports of runs.')
    .exitOverride();
  command
    .command('open')
    .description('open the index page of a folder, or its newest report')
    .argument('[dir]', 'folder of reports', 'yardstick-report')
    .action((folder: string) => {
      const file = newestPage(folder);
      if (process.stdout.isTTY) openReport(file);
      process.stdout.write(`${pathToFileURL(file).href}\n`);
      finish(exitCode.pass);
    });
  command
    .command('merge')
    .description('write one index page for all runs in these folders')
    .argument('<dirs...>', 'folders of stored runs, records and reports')
    .option('--output <dir>', 'folder for index.html; the first folder by default')
    .action((folders: readonly string[], { output }: { readonly output?: string }) => {
      process.stdout.write(`${mergeReports(folders, output ?? folders[0] ?? '.')}\n`);
      finish(exitCode.pass);
    });
  command
    .command('export')
    .description('turn a stored run into something for another tool, on stdout')
    .argument('<file>', 'a stored run, .ndjson')
    .addOption(
      new Option('--as <format>', 'updates are files in --output: one folder for each replica')
        .choices(exportFormats)
        .makeOptionMandatory(),
    )
    .option('--output <dir>', 'folder for updates', 'yardstick-report/updates')
    .action((file: string, flags: { readonly as: ExportFormat; readonly output: string }) => {
      process.stdout.write(exportRun(file, flags.as, flags.output));
      finish(exitCode.pass);
    });
  return command;
}
