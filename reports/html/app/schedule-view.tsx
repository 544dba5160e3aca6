import type { Step } from '#harness/contract/schedule.ts';
import type { SizedSchedule } from '#harness/contract/shrinking.ts';
import { formatCount } from '../../format/format-count.ts';
import { shrinkingWords } from '../../model/shrinking-words.ts';
import type { PanelProps } from './panel-props.ts';
import { CopyButton } from './copy-button.tsx';

/** The steps of the run, and beside them the schedule they were shrunk from. */
export function ScheduleView({ index }: PanelProps) {
  const { record, shrunk } = index.data;
  return (
    <section id="schedule">
      <h2>Schedule</h2>
      <div class="actions">
        <CopyButton
          label="copy schedule (JSON)"
          text={JSON.stringify(index.original.record.schedule, null, 2)}
        />
      </div>
      {shrunk === null ? (
        <Steps
          title={`${record.schedule.steps.length} steps`}
          shown={{ devices: index.devices, schedule: record.schedule }}
        />
      ) : (
        <>
          <p>{shrinkingWords(shrunk)}</p>
          <div class="columns">
            <Steps title="as it failed" shown={shrunk.original} />
            <Steps title={`smallest that breaks ${shrunk.rule}`} shown={shrunk.smallest} />
          </div>
        </>
      )}
    </section>
  );
}

function Steps({ title, shown }: { readonly title: string; readonly shown: SizedSchedule }) {
  const { schedule, devices } = shown;
  return (
    <div class="column">
      <h3>{title}</h3>
      <p class="note">
        {formatCount(devices.length, 'device')}: {devices.join(', ')}
      </p>
      <div class="scroll tall" tabIndex={0} role="region" aria-label={title}>
        <ol class="steps">
          {schedule.steps.map((step, place) => (
            <li key={place}>
              <code>{dueWords(step)}</code> {actionWords(step)}
              {step.says === undefined ? '' : ` (${step.says})`}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function dueWords(step: Step): string {
  if ('at' in step) return `${(step.at / 1000).toFixed(3)} s`;
  const { when } = step;
  return `when ${Object.values(when).join(' ')}`;
}

function actionWords(step: Step): string {
  const { says: _, do: action, ...rest } = step;
  const fields = Object.entries(rest).filter(
    ([name]) => !['at', 'when', 'withinMs'].includes(name),
  );
  if (step.do === 'note') return step.text;
  return `${action} ${fields.map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}`;
}
