import type { ConformanceReporter } from './conformance-reporter.ts';
import { listTarget } from './list-target.ts';

/** Text for people, target by target. */
export const conformanceList: ConformanceReporter = {
  name: 'list',
  tell: ({ targets }, { color }) => [
    { to: 'people', text: targets.map((target) => listTarget(target, color)).join('\n') },
  ],
};
