import type { Schedule, Step } from '#harness/contract/schedule.ts';
import type { PanelProps } from './panel-props.ts';
import { CopyButton } from './copy-button.tsx';

/** The steps of the run, and beside them the schedule they were shrunk from. */
export function ScheduleView({ index }: PanelProps) {
  const { record, shrunk } = index.data;
  return (
    <section>
      <h2>Schedule</h2>
      <div class="actions">
        <CopyButton
          label="copy schedule (JSON)"
          text={JSON.stringify(index.original.record.schedule, null, 2)}
        />
      </div>
      <div class="columns">
        <Steps
          title={
            shrunk === null
              ? `${record.schedule.steps.length} steps`
              : `shrunk to ${record.schedule.steps.length} steps`
          }
          schedule={record.schedule}
        />
        {shrunk === null ? null : (
          <Steps
            title={`from ${shrunk.original.steps.length} steps, in ${shrunk.runs} runs`}
            schedule={shrunk.original}
          />
        )}
      </div>
    </section>
  );
}

function Steps({ title, schedule }: { readonly title: string; readonly schedule: Schedule }) {
  return (
    <div class="column">
      <h3>{title}</h3>
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
