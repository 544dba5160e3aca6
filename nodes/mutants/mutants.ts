import type { Mutant } from '#harness/contract/mutant.ts';
import { answersBeforeLoad } from './answers-before-load.ts';
import { appliesBeforeAdmission } from './applies-before-admission.ts';
import { destroysAUsedRoom } from './destroys-a-used-room.ts';
import { diesOfABadFrame } from './dies-of-a-bad-frame.ts';
import { dropsNulls } from './drops-nulls.ts';
import { echoesToSender } from './echoes-to-sender.ts';
import { forwardsRawFrames } from './forwards-raw-frames.ts';
import { keepsDeparturesToItself } from './keeps-departures-to-itself.ts';
import { letsReadOnlyWrite } from './lets-read-only-write.ts';
import { listensLate } from './listens-late.ts';
import { losesAReply } from './loses-a-reply.ts';
import { newWrapperPerEvent } from './new-wrapper-per-event.ts';
import { relaysOwnUsersOnly } from './relays-own-users-only.ts';
import { unloadsUnsaved } from './unloads-unsaved.ts';

/** Every planted bug, in the order of the alphabet. */
export const mutants: readonly Mutant[] = [
  answersBeforeLoad,
  appliesBeforeAdmission,
  destroysAUsedRoom,
  diesOfABadFrame,
  dropsNulls,
  echoesToSender,
  forwardsRawFrames,
  keepsDeparturesToItself,
  letsReadOnlyWrite,
  listensLate,
  losesAReply,
  newWrapperPerEvent,
  relaysOwnUsersOnly,
  unloadsUnsaved,
];
