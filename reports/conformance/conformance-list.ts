import { coloredPaint, plainPaint } from '../console/paint.ts';
import type { ConformanceReporter } from './conformance-reporter.ts';
import { listTarget } from './list-target.ts';

/** Text for people, target by target. */
export const conformanceList: ConformanceReporter = {
  name: 'list',
  tell({ targets }, { color }) {
    const paint = color ? coloredPaint : plainPaint;
    const text = targets.map((target) => listTarget(target, paint)).join('\n');
    return [{ to: 'people', text }];
  },
};
