/** What a link to a moment of a report says. */
export interface PageState {
  /** The chosen moment, milliseconds. */
  readonly atMs: number;
  /** Id of the edit that is followed; '' = none. */
  readonly edit: string;
  readonly filter: string;
  /** The room shown; '' = the first. */
  readonly room: string;
}

/** Reads `#t=12.5s&edit=1830274:212&filter=...`; whatever is missing or malformed is taken from `initial`. */
export function readHash(hash: string, initial: PageState): PageState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const time = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(fields.get('t') ?? '');
  const atMs = time === null ? initial.atMs : Number(time[1]) * (time[2] === 'ms' ? 1 : 1000);
  return {
    atMs,
    edit: fields.get('edit') ?? initial.edit,
    filter: fields.get('filter') ?? initial.filter,
    room: fields.get('room') ?? initial.room,
  };
}

/** The same as a hash that reads well: times in seconds to the microsecond, empty fields left out. */
export function writeHash({ atMs, edit, filter, room }: PageState): string {
  const time = `t=${Number((atMs / 1000).toFixed(6))}s`;
  const fields = Object.entries({ edit, filter, room })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`);
  return `#${[time, ...fields].join('&')}`;
}
