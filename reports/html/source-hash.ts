import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folders and files that the template is made of, relative to `reports/`. */
const sources = [
  'html/app',
  'html/build-template.ts',
  'model',
  'format',
  '../harness/contract/topology.ts',
];

/** SHA-256 in hex over every source of the template; the template carries it. */
export function templateSourceHash(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const url = new URL(`../${source}`, import.meta.url);
    for (const file of filesOf(fileURLToPath(url))) {
      hash.update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(path: string): readonly string[] {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path)
    .filter((name) => !name.includes('.test.') && !name.startsWith('__'))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}
