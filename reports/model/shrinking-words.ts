import type { Shrinking } from '#harness/contract/shrinking.ts';
import { formatCount } from '../format/format-count.ts';

/** What shrinking came to, in one sentence. */
export function shrinkingWords({ original, smallest, runs, shown, file }: Shrinking): string {
  const sizes = [smallest, original].map(({ devices, schedule }) => [
    devices.length,
    schedule.steps.length,
  ]);
  const [[devices = 0, steps = 0] = [], [fromDevices = 0, fromSteps = 0] = []] = sizes;
  const size = `${formatCount(devices, 'device')}, ${formatCount(steps, 'step')}`;
  const effort = formatCount(runs, 'run');
  if (devices === fromDevices && steps === fromSteps)
    return `Smallest schedule: this one, ${size} (nothing smaller broke the rule in ${effort}).`;
  const where = shown === 'original' && file !== null ? `, in ${file}` : '';
  return `Smallest schedule: ${size} (shrunk from ${fromDevices} and ${fromSteps} in ${effort})${where}.`;
}
