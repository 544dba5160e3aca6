import { loadScenario } from './catalogue.ts';

/** The catalogue for people: by family, each scenario's name, title, rules and issue. */
export async function listScenarios(ids: readonly string[]): Promise<string> {
  const scenarios = await Promise.all(ids.map(loadScenario));
  const width = Math.max(...scenarios.map(({ id }) => id.slice(id.indexOf('/')).length));
  let family = '';
  let text = '';
  for (const { id, title, rules, issue } of scenarios) {
    const [ofFamily = '', name = ''] = id.split('/');
    if (ofFamily !== family) {
      family = ofFamily;
      text += `${text === '' ? '' : '\n'}${family}\n`;
    }
    text += `  ${name.padEnd(width)} ${title}\n  ${' '.repeat(width)} ${[...rules, issue ?? ''].join(' ').trim()}\n`;
  }
  return text;
}
