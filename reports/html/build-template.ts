import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { templateSourceHash } from './source-hash.ts';

/** Builds the page into one file, allows exactly its own script and style, and writes `template.html`. */
async function buildTemplate(): Promise<void> {
  const built = await build({
    root: fileURLToPath(new URL('app', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    plugins: [viteSingleFile()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, target: 'es2022', modulePreload: false },
  });
  const outputs = Array.isArray(built)
    ? built.flatMap(({ output }) => output)
    : 'output' in built
      ? built.output
      : [];
  const page = outputs.find(({ fileName }) => fileName === 'index.html');
  if (page?.type !== 'asset') throw new Error('vite made no index.html');
  const html = withPolicy(String(page.source));
  const target = fileURLToPath(new URL('template.html', import.meta.url));
  writeFileSync(target, `${html.trimEnd()}\n<!-- sources ${templateSourceHash()} -->\n`);
}

/** Moves the script behind the data it reads, and adds a policy that allows this script and style alone. */
function withPolicy(html: string): string {
  const script = /<script type="module"[^>]*>([\s\S]*?)<\/script>/.exec(html);
  const style = /<style[^>]*>([\s\S]*?)<\/style>/.exec(html);
  if (script?.[1] === undefined || style?.[1] === undefined)
    throw new Error('no inlined script or style');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script[1])}'`,
    `style-src '${hashOf(style[1])}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html
    .replace(script[0], '')
    .replace(style[0], '')
    .replace(
      '<meta charset="utf-8" />',
      (meta) => `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    )
    .replace('</title>', () => `</title>\n    <style>${style[1] ?? ''}</style>`)
    .replace('</body>', () => `<script type="module">${script[1] ?? ''}</script>\n  </body>`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

await buildTemplate();
