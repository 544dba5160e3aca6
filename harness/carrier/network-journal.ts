import type { FrameKind } from '#harness/contract/schedule.ts';
import type { NetworkObserver } from '#harness/contract/network.ts';
import type { Journal } from '#harness/history/journal.ts';
import type { Recorder } from '#harness/contract/recorder.ts';

/** Writes what a network carries into the journal, and remembers each link's newest connection. */
export interface NetworkJournal extends NetworkObserver {
  /** Id of the newest connection on a link for a room; '' before the first. */
  connectionOf(link: string, room: string): string;
}

/**
 * `kindOf` reads a frame's kind in the dialect that the run's servers speak; `plain` gives the frame as
 * y-protocols frame it, which is what the history holds.
 */
export function createNetworkJournal(
  journal: Pick<Journal, 'recorder' | 'intern'>,
  kindOf: (frame: Uint8Array) => FrameKind,
  plain: (frame: Uint8Array) => Uint8Array = (frame) => frame,
): NetworkJournal {
  const recorders = new Map<string, Recorder>();
  const newest = new Map<string, string>();

  function recorderOf(device: string): Recorder {
    let recorder = recorders.get(device);
    if (recorder === undefined) recorders.set(device, (recorder = journal.recorder(device)));
    return recorder;
  }

  function carried(kind: 'send' | 'receive'): NetworkObserver['sent'] {
    return ({ id, link, room, dialler, listener, bus }, end, message, frame) =>
      recorderOf(end === 'dialler' ? dialler : listener).record({
        kind,
        room,
        link,
        connection: id,
        end,
        message,
        frame: bus === true ? 'bus' : kindOf(frame),
        payload: journal.intern(bus === true ? frame : plain(frame)),
      });
  }

  return {
    connectionOf: (link, room) => newest.get(`${link} ${room}`) ?? '',
    opened({ id, link, room, dialler, listener, bus }, end) {
      if (end === 'dialler') newest.set(`${link} ${room}`, id);
      recorderOf(end === 'dialler' ? dialler : listener).record({
        kind: 'open',
        room,
        link,
        connection: id,
        end,
        ...(bus === true && { bus }),
      });
    },
    closed({ id, link, room, dialler, listener }, end, code, by) {
      recorderOf(end === 'dialler' ? dialler : listener).record({
        kind: 'close',
        room,
        link,
        connection: id,
        end,
        code,
        by,
      });
    },
    sent: carried('send'),
    received: carried('receive'),
  };
}
