import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Json } from '#harness/contract/json.ts';
import type { ObservedValue } from '#harness/contract/observed-change.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { normalContent } from './content/normal-content.ts';
import { changed, shownBy, ViewError } from './content/observed-view.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'EVENT-2', title: 'Observers are told everything' } as const;

/** What an editor on one root shows. */
interface Editor {
  view: ObservedValue;
  /** Named already: one finding for each editor. */
  broken: boolean;
}

/**
 * A view fed with nothing but what a root's observer is told, from the moment it subscribed, equals the root's
 * content whenever the replica is observed: editors live on events, not on state.
 */
export const observerShadow: Checker = {
  ...judged,
  check(history) {
    const editors = new Map<string, Map<string, Editor>>();
    const findings: Finding[] = [];
    let compared = 0;
    for (const event of history.events) {
      if (event.kind === 'observe') {
        const roots = editors.get(event.replica) ?? new Map<string, Editor>();
        editors.set(event.replica, roots);
        findings.push(...told(roots, event));
      } else if (event.kind === 'snapshot' && event.cause !== 'cold-start') {
        for (const [root, editor] of editors.get(event.replica) ?? []) {
          const content = rootContent(event.content, root);
          const shown = shownBy(editor.view);
          if (content === undefined || shown === undefined || editor.broken) continue;
          compared++;
          if (canonicalJson(normalContent(shown)) === canonicalJson(normalContent(content)))
            continue;
          editor.broken = true;
          const { seq, device, room } = event;
          const detail = `an editor of "${root}" at ${device} shows something else than the document, by what it was told`;
          findings.push({ seq, device, room, detail });
        }
      }
    }
    return conclude(
      judged,
      findings,
      compared === 0
        ? { missing: 'no root was observed and its replica seen afterwards' }
        : { saw: `${compared} views` },
    );
  },
};

function told(roots: Map<string, Editor>, event: EventOf<'observe'>): Finding[] {
  const { seq, device, room, root, told: news } = event;
  if (news.is === 'subscribed') {
    roots.set(root, { view: news.content, broken: false });
    return [];
  }
  const editor = roots.get(root);
  if (editor === undefined || editor.broken) return [];
  try {
    for (const change of news.changes) editor.view = changed(editor.view, change);
    return [];
  } catch (error) {
    if (!(error instanceof ViewError)) throw error;
    editor.broken = true;
    const detail = `an editor of "${root}" at ${device} was told of ${error.message}`;
    return [{ seq, device, room, detail }];
  }
}

/** A root's content in a snapshot; undefined when the snapshot has not read that root. */
function rootContent(content: Json, root: string): Json | undefined {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
  return Object.entries(content).find(([name]) => name === root)?.[1];
}
