import type { Mutant } from '#harness/contract/mutant.ts';
import { acknowledgesAtOnce } from './acknowledges-at-once.ts';
import { answersBeforeLoad } from './answers-before-load.ts';
import { answersFromACache } from './answers-from-a-cache.ts';
import { answersWithStructsOnly } from './answers-with-structs-only.ts';
import { answersWithoutDeletions } from './answers-without-deletions.ts';
import { appliesBeforeAdmission } from './applies-before-admission.ts';
import { asksForEver } from './asks-for-ever.ts';
import { callsWrittenDurable } from './calls-written-durable.ts';
import { claimsToBeSynced } from './claims-to-be-synced.ts';
import { compactsOverNewer } from './compacts-over-newer.ts';
import { destroysAUsedRoom } from './destroys-a-used-room.ts';
import { diesOfABadFrame } from './dies-of-a-bad-frame.ts';
import { dropsEverySeventhUpdate } from './drops-every-seventh-update.ts';
import { dropsNulls } from './drops-nulls.ts';
import { dropsWhenSlow } from './drops-when-slow.ts';
import { echoesToSender } from './echoes-to-sender.ts';
import { filesRoomsWithoutCase } from './files-rooms-without-case.ts';
import { forwardsRawFrames } from './forwards-raw-frames.ts';
import { givesUpOnAFailedWrite } from './gives-up-on-a-failed-write.ts';
import { greetsWithoutPresence } from './greets-without-presence.ts';
import { hangsUpForGood } from './hangs-up-for-good.ts';
import { keepsDeadConnections } from './keeps-dead-connections.ts';
import { keepsDeparturesToItself } from './keeps-departures-to-itself.ts';
import { keepsGhosts } from './keeps-ghosts.ts';
import { letsReadOnlyWrite } from './lets-read-only-write.ts';
import { listensLate } from './listens-late.ts';
import { losesAReply } from './loses-a-reply.ts';
import { mixesRoomsByCase } from './mixes-rooms-by-case.ts';
import { neverAnswers } from './never-answers.ts';
import { neverAsks } from './never-asks.ts';
import { neverNoticesSilence } from './never-notices-silence.ts';
import { newWrapperPerEvent } from './new-wrapper-per-event.ts';
import { rebuildsFromText } from './rebuilds-from-text.ts';
import { relaysOwnUsersOnly } from './relays-own-users-only.ts';
import { relaysToClientsOnly } from './relays-to-clients-only.ts';
import { removesWhomItHeardOf } from './removes-whom-it-heard-of.ts';
import { reusesItsClientId } from './reuses-its-client-id.ts';
import { savesInParallel } from './saves-in-parallel.ts';
import { saysNothingInSilence } from './says-nothing-in-silence.ts';
import { seedsEveryEmptyRoom } from './seeds-every-empty-room.ts';
import { seedsWhenItSeesNothing } from './seeds-when-it-sees-nothing.ts';
import { sendsBareFrames } from './sends-bare-frames.ts';
import { sendsEverythingBack } from './sends-everything-back.ts';
import { sharesOneAwareness } from './shares-one-awareness.ts';
import { sharesOneAwarenessInTheTab } from './shares-one-awareness-in-the-tab.ts';
import { showsItself } from './shows-itself.ts';
import { speaksV2OnAV1Wire } from './speaks-v2-on-a-v1-wire.ts';
import { splitsARoom } from './splits-a-room.ts';
import { storesNoDeletions } from './stores-no-deletions.ts';
import { storesOwnEditsOnly } from './stores-own-edits-only.ts';
import { turnsAwayForGood } from './turns-away-for-good.ts';
import { unloadsUnsaved } from './unloads-unsaved.ts';

/** Every planted bug, in the order of the alphabet. */
export const mutants: readonly Mutant[] = [
  acknowledgesAtOnce,
  answersBeforeLoad,
  answersFromACache,
  answersWithStructsOnly,
  answersWithoutDeletions,
  appliesBeforeAdmission,
  asksForEver,
  callsWrittenDurable,
  claimsToBeSynced,
  compactsOverNewer,
  destroysAUsedRoom,
  diesOfABadFrame,
  dropsEverySeventhUpdate,
  dropsNulls,
  dropsWhenSlow,
  echoesToSender,
  filesRoomsWithoutCase,
  forwardsRawFrames,
  givesUpOnAFailedWrite,
  greetsWithoutPresence,
  hangsUpForGood,
  keepsDeadConnections,
  keepsDeparturesToItself,
  keepsGhosts,
  letsReadOnlyWrite,
  listensLate,
  losesAReply,
  mixesRoomsByCase,
  neverAnswers,
  neverAsks,
  neverNoticesSilence,
  newWrapperPerEvent,
  rebuildsFromText,
  relaysOwnUsersOnly,
  relaysToClientsOnly,
  removesWhomItHeardOf,
  reusesItsClientId,
  savesInParallel,
  saysNothingInSilence,
  seedsEveryEmptyRoom,
  seedsWhenItSeesNothing,
  sendsBareFrames,
  sendsEverythingBack,
  sharesOneAwareness,
  sharesOneAwarenessInTheTab,
  showsItself,
  speaksV2OnAV1Wire,
  splitsARoom,
  storesNoDeletions,
  storesOwnEditsOnly,
  turnsAwayForGood,
  unloadsUnsaved,
];
