type Frame = Uint8Array | string;

/** Where a connection's frames wait until somebody may look at them. */
export interface FrameGate {
  /** Handles frames that arrived together, or holds them; false when more is held than may be. */
  push(frames: readonly Frame[]): boolean;
  /** Handles what was held, one by one, and from now on all frames at once. */
  open(handle: (frames: readonly Frame[]) => void): void;
  /** Forgets what was held, and from now on every frame. */
  shut(): void;
}

/** A closed gate that holds at most so many bytes (characters, for text). */
export function createFrameGate(maxHeld: number): FrameGate {
  const held: Frame[] = [];
  let heldBytes = 0;
  let handle: ((frames: readonly Frame[]) => void) | null = null;

  return {
    push(frames) {
      if (handle !== null) {
        handle(frames);
        return true;
      }
      for (const frame of frames) {
        heldBytes += frame.length;
        if (heldBytes > maxHeld) return false;
        held.push(frame);
      }
      return true;
    },
    open(nextHandle) {
      handle = nextHandle;
      for (const frame of held.splice(0)) handle([frame]);
    },
    shut() {
      held.length = 0;
      handle = () => undefined;
    },
  };
}
