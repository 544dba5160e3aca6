import { countVerdicts } from './count-verdicts.ts';
import type { ConformanceReporter } from './conformance-reporter.ts';
import { markdownText } from './markdown-text.ts';
import { sentenceOf } from './sentence-of.ts';
import { verdictOf } from './verdict-of.ts';

/** Most annotations GitHub shows of one step. */
const annotationsShown = 10;

/** Annotations for cases that failed, and a table of the targets in the step's summary. */
export const conformanceGithub: ConformanceReporter = {
  name: 'github',
  tell({ targets }) {
    const rows = targets.map((target) =>
      target.kind === 'run'
        ? `| ${markdownText(`${target.name} ${target.version}`)} | ${countVerdicts(target.results)} |`
        : `| ${markdownText(target.name)} | not run: ${markdownText(target.reason)} |`,
    );
    const annotations = targets
      .flatMap((target) => (target.kind === 'run' ? target.results : []))
      .filter((result) => ['fail', 'error'].includes(verdictOf(result)))
      .slice(0, annotationsShown)
      .map((result) => {
        const level = result.level === 'MUST' ? 'error' : 'warning';
        const text = `${sentenceOf(result)}\nAgain: ${result.replay}`;
        return `::${level} title=${escapeProperty(`${result.id} ${result.title}`)}::${escapeData(text)}\n`;
      });
    const text = ['### Yardstick conformance', '', '| target | result |', '|---|---|', ...rows, ''];
    return [
      { to: 'people', text: annotations.join('') },
      { to: 'step-summary', text: text.join('\n') },
    ];
  },
};

/** The escapes of GitHub's workflow commands. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
