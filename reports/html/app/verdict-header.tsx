import { formatSeconds } from '../../format/format-seconds.ts';
import { shortDigest } from '../../format/short-digest.ts';
import { shrinkingWords } from '../../model/shrinking-words.ts';
import type { PanelProps } from './panel-props.ts';
import { CopyButton } from './copy-button.tsx';

const marks = { pass: '✓', known: '✓', fail: '✗', unknown: '?', unsupported: '?' } as const;

/** The verdict in a sentence, the rule, and how to do it again. */
export function VerdictHeader({ index }: PanelProps) {
  const { original } = index;
  const { record, sentences, title, replay, leftOut, shrunk, neighbour } = index.data;
  const [first = record.verdict, ...rest] = sentences;
  const broken = record.checks.filter(({ verdict }) => verdict === 'fail');
  const rule = broken[0]?.rule ?? '';
  const sentence = rule !== '' && first.startsWith(rule) ? first.slice(rule.length).trim() : first;
  const facts = [
    title,
    `seed ${record.seed}`,
    `via ${record.via}`,
    `node ${record.node}`,
    record.virtualMs === null ? '' : `${formatSeconds(record.virtualMs, 1)} simulated`,
    record.historyHash === null ? '' : `history ${shortDigest(record.historyHash)}`,
  ].filter((fact) => fact !== '');
  return (
    <header class={`verdict ${record.verdict}`}>
      <h1>
        <span class="mark" aria-hidden="true">
          {marks[record.verdict]}
        </span>
        <span class="label">{record.verdict}</span>
        {rule === '' ? null : <code class="rule">{rule}</code>} {sentence}
      </h1>
      {rest.map((line) => (
        <p key={line} class="more">
          {line}
        </p>
      ))}
      <p class="facts">
        <strong>{record.scenario}</strong> {facts.join(' · ')}
      </p>
      {shrunk === null && neighbour === null ? null : (
        <p class="facts">
          {shrunk === null ? null : (
            <>
              {shrinkingWords(shrunk)} <GoTo section="schedule" label="Both schedules" />{' '}
            </>
          )}
          {neighbour === null ? null : (
            <>
              It passes with one thing changed: {neighbour.differsIn}.{' '}
              <GoTo section="neighbour" label="Compare" />
            </>
          )}
        </p>
      )}
      <div class="actions">
        <code class="command">{replay}</code>
        <CopyButton label="copy replay" text={original.replay} />
        <CopyButton label="copy seed" text={String(record.seed)} />
        <CopyButton label="copy record (JSON)" text={JSON.stringify(original.record, null, 2)} />
        <CopyButton label="copy link" text={location.href} />
      </div>
      {leftOut.length === 0 ? null : (
        <p class="note">
          This report leaves out {leftOut.join('; ')}. The stored run has everything.
        </p>
      )}
    </header>
  );
}

/** Scrolls to a section; no link, because the address holds the chosen moment. */
function GoTo({ section, label }: { readonly section: string; readonly label: string }) {
  return (
    <button
      type="button"
      class="linklike"
      onClick={() => document.getElementById(section)?.scrollIntoView()}
    >
      {label}
    </button>
  );
}
