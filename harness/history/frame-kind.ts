import { afterName } from '#harness/contract/after-name.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';

/** How a server frames its messages: as y-protocols does, or with the document's name before that. */
export type Dialect = 'y-protocols' | 'hocuspocus';

const syncKinds: readonly FrameKind[] = ['step1', 'step2', 'update'];

/**
 * The kind of the first message in a frame, read from its outer type bytes only. Hocuspocus puts
 * the document name before them.
 */
export function frameKind(frame: Uint8Array, dialect: Dialect): FrameKind {
  const start = dialect === 'hocuspocus' ? afterName(frame) : 0;
  switch (frame[start]) {
    case 0:
    case dialect === 'hocuspocus' ? 4 : undefined:
      return syncKinds[frame[start + 1] ?? -1] ?? 'other';
    case 1:
      return 'awareness';
    case 2:
      return 'auth';
    case 3:
      return 'query-awareness';
    case 102:
      return 'ack';
    default:
      return 'other';
  }
}
