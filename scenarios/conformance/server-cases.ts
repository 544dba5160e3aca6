import type { ConformanceCase } from './define-case.ts';
import { families } from './families.ts';
import { denial } from './cases/auth/denial.ts';
import { readOnly } from './cases/auth/read-only.ts';
import { slowAdmission } from './cases/auth/slow-admission.ts';
import { departure } from './cases/awareness/departure.ts';
import { presence } from './cases/awareness/presence.ts';
import { staleness } from './cases/awareness/staleness.ts';
import { answers } from './cases/handshake/answers.ts';
import { initialState } from './cases/handshake/initial-state.ts';
import { presenceOnJoin } from './cases/handshake/presence-on-join.ts';
import { comingAndGoing } from './cases/lifecycle/coming-and-going.ts';
import { restart } from './cases/lifecycle/restart.ts';
import { messageSize } from './cases/limits/message-size.ts';
import { pressure } from './cases/limits/pressure.ts';
import { badFrames } from './cases/malformed/bad-frames.ts';
import { brokenTransport } from './cases/malformed/broken-transport.ts';
import { wrongCodec } from './cases/malformed/wrong-codec.ts';
import { reload } from './cases/persistence/reload.ts';
import { restartEquality } from './cases/persistence/restart-equality.ts';
import { bridge } from './cases/relay/bridge.ts';
import { nodes } from './cases/relay/nodes.ts';
import { isolation } from './cases/rooms/isolation.ts';
import { names } from './cases/rooms/names.ts';
import { gaps } from './cases/sync/gaps.ts';
import { honesty } from './cases/sync/honesty.ts';
import { offlineEdits } from './cases/sync/offline-edits.ts';
import { delivery } from './cases/updates/delivery.ts';
import { economy } from './cases/updates/economy.ts';

const all: readonly ConformanceCase[] = [
  ...initialState,
  ...answers,
  ...presenceOnJoin,
  ...offlineEdits,
  ...gaps,
  ...honesty,
  ...delivery,
  ...economy,
  ...presence,
  ...departure,
  ...staleness,
  ...denial,
  ...slowAdmission,
  ...readOnly,
  ...badFrames,
  ...wrongCodec,
  ...brokenTransport,
  ...messageSize,
  ...pressure,
  ...comingAndGoing,
  ...restart,
  ...reload,
  ...restartEquality,
  ...isolation,
  ...names,
  ...bridge,
  ...nodes,
];

/** Every case as data, by family and id: an importable list of audits with ids and levels. */
export function serverCases(): readonly ConformanceCase[] {
  const codes: readonly string[] = families.map(({ code }) => code);
  const rank = ({ id, family }: ConformanceCase): string =>
    `${String(codes.indexOf(family.code)).padStart(2, '0')} ${id}`;
  return [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
