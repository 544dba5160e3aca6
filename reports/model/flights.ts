import type { HistoryEvent, PayloadRef } from '#harness/contract/history-event.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';

/** One message on its way. */
export interface Flight {
  /** `seq` of the sending. */
  readonly seq: number;
  readonly message: string;
  readonly link: string;
  readonly room: string;
  readonly frame: FrameKind;
  readonly payload: PayloadRef;
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  /** Null: it never arrived. */
  readonly receivedMs: number | null;
  readonly receivedSeq: number | null;
}

/** Every message of a run, in order of sending. */
export function flightsOf(events: readonly HistoryEvent[]): readonly Flight[] {
  const received = new Map<string, HistoryEvent>();
  for (const event of events) if (event.kind === 'receive') received.set(event.message, event);
  return events.flatMap((event) => {
    if (event.kind !== 'send') return [];
    const arrival = received.get(event.message);
    const { seq, message, link, room, frame, payload, device, atMs } = event;
    return [
      {
        seq,
        message,
        link,
        room,
        frame,
        payload,
        from: device,
        to: otherEnd(link, device),
        sentMs: atMs,
        receivedMs: arrival?.atMs ?? null,
        receivedSeq: arrival?.seq ?? null,
      },
    ];
  });
}

/** The device at the other end of a link. */
export function otherEnd(link: string, device: string): string {
  return link.startsWith(`${device}->`)
    ? link.slice(device.length + 2)
    : link.slice(0, link.length - device.length - 2);
}
