import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { History } from '#harness/contract/history.ts';

/** A diagnosis in words: what is wrong, how far it came, where it stopped, which struct. */
export function sentencesOf(
  facts: Omit<Diagnosis, 'sentences'>,
  history: History,
): readonly string[] {
  return [headline(facts), ...travelled(facts), ...stopped(facts, history), structWords(facts)];
}

function headline({
  device,
  comparedWith,
  wrong,
  edit,
  struct,
}: Omit<Diagnosis, 'sentences'>): string {
  const what =
    edit?.token === null || edit === null ? `${struct.client}:${struct.clock}` : `"${edit.token}"`;
  const by =
    edit === null
      ? ''
      : `, which ${edit.device} ${wrong === 'undeleted' ? 'deleted' : 'wrote'} at ${seconds(edit.atMs)}`;
  switch (wrong) {
    case 'missing':
      return `${device} never got ${what}${by}.`;
    case 'stuck':
      return `${device} got ${what}${by}, but holds it back: an update before it never came.`;
    case 'undeleted':
      return `${device} still shows ${what}${by}.`;
    case 'deleted':
      return `${comparedWith} has deleted ${what}, though no edit did; ${device} shows it.`;
    case 'invented':
      return `${comparedWith} holds ${what}, which nobody wrote; ${device} does not.`;
  }
}

function travelled({ path }: Omit<Diagnosis, 'sentences'>): string[] {
  if (path.length === 0) return [];
  const way = path.map(({ device, atMs }) => `${device} (${seconds(atMs)})`).join(', then ');
  return [`It came to ${way}.`];
}

function stopped({ device, stoppedAt }: Omit<Diagnosis, 'sentences'>, history: History): string[] {
  if (stoppedAt === null) return [`No neighbour of ${device} ever held it.`];
  const { device: holder, link, atMs, offered } = stoppedAt;
  const endMs = history.events.at(-1)?.atMs ?? 0;
  return offered
    ? [`${holder} sent it on ${link}, and ${device} did not keep it.`]
    : [
        `It stopped at ${holder}, which held it from ${seconds(atMs)} and never sent it on ${link} before the end at ${seconds(endMs)}.`,
      ];
}

function structWords({ struct, root, edit }: Omit<Diagnosis, 'sentences'>): string {
  const where = root === null ? '' : ` in "${root}"`;
  const made = edit === null ? '' : `, made by ${edit.action}`;
  return `Struct ${struct.client}:${struct.clock}${where}${made}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`;
}
