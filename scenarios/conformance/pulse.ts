/** Wakes those who wait for a condition whenever something happened. */
export interface Pulse {
  /** Something happened; a keep-alive is no news. */
  beat(what: 'news' | 'keep-alive'): void;
  /** Whether the condition came true before the time was up. */
  until(condition: () => boolean, withinMs: number): Promise<boolean>;
  /** Resolves after `ms` without news, or after `atMostMs` anyway. */
  silence(ms: number, atMostMs: number): Promise<void>;
  elapsed(ms: number): Promise<void>;
  /** Ends all waiting. */
  stop(): void;
}

export function createPulse(): Pulse {
  const listeners = new Set<() => void>();
  const newsListeners = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();

  function after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
    return timer;
  }

  function cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    timers.delete(timer);
  }

  return {
    beat(what) {
      if (what === 'news') for (const listener of newsListeners) listener();
      for (const listener of listeners) listener();
    },
    until(condition, withinMs) {
      if (condition()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (met: boolean): void => {
          listeners.delete(check);
          cancel(timer);
          resolve(met);
        };
        const check = (): void => {
          if (condition()) finish(true);
        };
        const timer = after(withinMs, () => finish(condition()));
        listeners.add(check);
      });
    },
    silence(ms, atMostMs) {
      return new Promise((resolve) => {
        let heard = false;
        const listen = (): void => {
          heard = true;
        };
        const finish = (): void => {
          newsListeners.delete(listen);
          cancel(quiet);
          cancel(limit);
          resolve();
        };
        const wait = (): void => {
          heard = false;
          // On a busy machine a timer fires before what had arrived by then is read: read it first.
          quiet = after(ms, () => setImmediate(() => (heard ? wait() : finish())));
        };
        const limit = after(atMostMs, finish);
        let quiet = limit;
        newsListeners.add(listen);
        wait();
      });
    },
    elapsed: (ms) =>
      new Promise((resolve) => {
        after(ms, resolve);
      }),
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      listeners.clear();
      newsListeners.clear();
    },
  };
}
