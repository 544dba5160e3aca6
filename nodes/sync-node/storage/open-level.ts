import { access, constants, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { UsageError } from '#harness/contract/usage-error.ts';
import { levelErrorCode } from './level-error-code.ts';

export type Level = ClassicLevel<string, Uint8Array>;

/**
 * Opens the database in a folder, creating either. One that does not open is repaired once; if that
 * fails it is moved aside, never deleted, and an empty one takes its place. `say` is told of both.
 */
export async function openLevel(directory: string, say: (line: string) => void): Promise<Level> {
  await prepareFolder(directory);
  const location = join(directory, databaseName);
  if (await isHeadless(location)) {
    await repairLevel(directory, new Error('its CURRENT file is missing'), say);
  }
  try {
    return await openAt(location);
  } catch (error) {
    if (!isDamage(error)) throw unusable(directory, error);
    await repairLevel(directory, error, say);
  }
  try {
    return await openAt(location);
  } catch (error) {
    if (!isDamage(error)) throw unusable(directory, error);
    const aside = await moveAside(location);
    say(`${location} cannot be repaired (${reasonOf(error)}); moved to ${aside}, starting empty`);
    return openAt(location);
  }
}

/** Lets LevelDB save what it can. What it cannot read it moves to a folder `lost`. */
export async function repairLevel(
  directory: string,
  cause: unknown,
  say: (line: string) => void,
): Promise<void> {
  const location = join(directory, databaseName);
  say(`${location} is damaged (${reasonOf(cause)}); repairing it, unreadable parts go to "lost"`);
  try {
    await ClassicLevel.repair(location);
  } catch (error) {
    say(`${location}: repair failed (${reasonOf(error)})`);
  }
}

const databaseName = 'rooms';

async function openAt(location: string): Promise<Level> {
  const level: Level = new ClassicLevel(location, { valueEncoding: 'view' });
  await level.open();
  return level;
}

/** LevelDB takes a database without a CURRENT file for a new one, and deletes what it holds. */
async function isHeadless(location: string): Promise<boolean> {
  const files = await readdir(location).catch((): string[] => []);
  return files.some((file) => /\.(ldb|log)$/.test(file)) && !files.includes('CURRENT');
}

/** Corruption, or a file of the database that is not there; not a full disk or a lack of rights. */
function isDamage(error: unknown): boolean {
  const code = levelErrorCode(error);
  return (
    code === 'LEVEL_CORRUPTION' ||
    (code === 'LEVEL_IO_ERROR' && /No such file/.test(reasonOf(error)))
  );
}

async function moveAside(location: string): Promise<string> {
  const siblings = await readdir(join(location, '..'));
  let count = 1;
  while (siblings.includes(`${databaseName}.damaged-${count}`)) count++;
  const aside = `${location}.damaged-${count}`;
  await rename(location, aside);
  return aside;
}

async function prepareFolder(directory: string): Promise<void> {
  try {
    await createFolder(resolve(directory));
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(directory, error);
  }
}

/** Creates a folder and those above it. (Node's own `recursive` never returns below `/proc`.) */
async function createFolder(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => null);
  if (found?.isDirectory() === true) return;
  const parent = dirname(directory);
  if (parent !== directory) await createFolder(parent);
  await mkdir(directory);
}

function unusable(directory: string, error: unknown): UsageError {
  const shown = JSON.stringify(directory);
  return levelErrorCode(error) === 'LEVEL_LOCKED'
    ? new UsageError(`data folder ${shown} is in use by another process: stop it or choose another`)
    : new UsageError(`data folder ${shown} cannot be used: ${reasonOf(error)}. Choose another`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
