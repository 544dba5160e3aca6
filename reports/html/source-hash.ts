import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

/**
 * SHA-256 in hex over every file that the template is made of: the page, all it imports for more
 * than types, and what builds it. The template carries it, so that a test sees when it is stale.
 */
export function templateSourceHash(): string {
  const files = new Set<string>();
  collect(join(here, 'build-template.ts'), files);
  collect(join(here, 'app/index.html'), files);
  collect(join(here, 'app/main.tsx'), files);
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).update('\0');
  }
  return hash.digest('hex');
}

function collect(file: string, files: Set<string>): void {
  if (files.has(file) || !existsSync(file)) return;
  files.add(file);
  if (!/\.tsx?$/.test(file)) return;
  const text = readFileSync(file, 'utf8').replace(/^import type [^;]*;/gm, '');
  for (const [, path = ''] of text.matchAll(/^(?:import|\} from|import .* from) '([.#][^']+)'/gm)) {
    collect(path.startsWith('#') ? join(root, path.slice(1)) : resolve(dirname(file), path), files);
  }
}
