import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let bundled: Promise<string> | null = null;

/**
 * Our node as one file of JavaScript, made once per process and removed with it; gives its path. A
 * suite starts some thirty servers, and compiling them anew takes eight times as long as starting.
 */
export function bundleOurNode(): Promise<string> {
  return (bundled ??= bundle());
}

async function bundle(): Promise<string> {
  // Inside the repository, where what is not bundled is found.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'yardstick-node-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  const native = ['classic-level'];
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: native },
    build: {
      ssr: fileURLToPath(new URL('serve.ts', import.meta.url)),
      outDir,
      target: 'node20',
      rolldownOptions: { external: native },
    },
  });
  return join(outDir, 'serve.js');
}
