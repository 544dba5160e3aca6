/** A worker process of `pnpm explore`: runs the schedules it is sent, one after the other. */
import { exploreOne, type ExploreRequest } from './explore-one.ts';

// Ctrl-C goes to all processes of a terminal: the one that sends the work ends, and this one with it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (request: ExploreRequest) => {
  exploreOne(request).then(
    (explored) => process.send?.({ explored }),
    (error: unknown) =>
      process.send?.({
        fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
