import type { Finding } from '#harness/contract/verdict.ts';
import { formatCount } from '../../format/format-count.ts';
import { countFindings } from '../../model/count-findings.ts';
import type { PanelProps } from './panel-props.ts';

/** Findings of one rule that are not folded away. */
const shownAtOnce = 3;

const marks = { pass: '✓', fail: '✗', unknown: '?' } as const;

/** Every rule with its evidence; broken ones first, each finding leading to its moment. */
export function RuleList({ index, change }: PanelProps) {
  const { record, events, rules } = { ...index.data, record: index.data.record };
  const rank = { fail: 0, pass: 1, unknown: 2 } as const;
  const checks = [...record.checks].sort(
    (a, b) =>
      rank[a.verdict] - rank[b.verdict] ||
      Number(rules.includes(b.rule)) - Number(rules.includes(a.rule)),
  );
  const timeOf = (seq: number | undefined): number | undefined =>
    events.find((event) => event.seq === seq)?.atMs;
  const listOf = (findings: readonly Finding[]) => (
    <ul>
      {findings.map((finding, place) => {
        const atMs = timeOf(finding.seq);
        return (
          <li key={place}>
            {finding.detail}{' '}
            {atMs === undefined ? null : (
              <button type="button" onClick={() => change({ atMs })}>
                go there
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
  const inFull = (findings: readonly Finding[]) => {
    const rest = findings.slice(shownAtOnce);
    return (
      <>
        {listOf(findings.slice(0, shownAtOnce))}
        {rest.length === 0 ? null : (
          <details>
            <summary>and {formatCount(countFindings(rest), 'more finding')}</summary>
            {listOf(rest)}
          </details>
        )}
      </>
    );
  };
  return (
    <section>
      <h2>Rules</h2>
      {record.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <ul class="plain-list rules">
        {checks.map((check) => (
          <li
            key={check.rule}
            class={check.verdict === 'fail' ? 'bad' : check.verdict === 'unknown' ? 'muted' : ''}
          >
            <span aria-hidden="true">{marks[check.verdict]}</span> <code>{check.rule}</code>{' '}
            {check.verdict}: {check.title}. {check.verdict === 'fail' ? '' : check.detail}
            {check.verdict === 'fail' ? inFull(check.findings) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
