type Frame = Uint8Array | string;

/** Where a connection's frames wait until somebody may look at them. */
export interface FrameGate {
  /** Handles the frame, or holds it; false when more is held than may be. */
  push(frame: Frame): boolean;
  /** Handles what was held, and from now on every frame at once. */
  open(handle: (frame: Frame) => void): void;
  /** Forgets what was held, and from now on every frame. */
  shut(): void;
}

/** A closed gate that holds at most so many bytes (characters, for text). */
export function createFrameGate(maxHeld: number): FrameGate {
  const held: Frame[] = [];
  let heldBytes = 0;
  let handle: ((frame: Frame) => void) | null = null;

  return {
    push(frame) {
      if (handle !== null) {
        handle(frame);
        return true;
      }
      heldBytes += frame.length;
      if (heldBytes > maxHeld) return false;
      held.push(frame);
      return true;
    },
    open(nextHandle) {
      handle = nextHandle;
      for (const frame of held.splice(0)) handle(frame);
    },
    shut() {
      held.length = 0;
      handle = () => undefined;
    },
  };
}
