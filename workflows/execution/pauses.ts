import type { PauseSignal } from '../../contracts/execution.ts';

/** What is carried to a new history: which pauses hold, which are over, and how long approvals have stood still. Plain JSON. */
export type PausesRecord = {
  readonly active: readonly string[];
  readonly lifted: readonly string[];
  /** When the first of the pauses that hold now began; milliseconds since the epoch. */
  readonly since_ms: number | null;
  readonly frozen_ms: number;
};

/** The stops that people put on the scopes this execution belongs to. */
export type Pauses = {
  pause(signal: Pick<PauseSignal, 'pause_id'>): void;
  resume(signal: Pick<PauseSignal, 'pause_id'>): void;
  /** Whether at least one of them holds. */
  paused(): boolean;
  /** Whether this pause is known to be over. */
  lifted(pause_id: string): boolean;
  /** The time on the clock of approvals, which stands still while anything is paused; milliseconds. */
  clock(): number;
  /** When the clock of approvals will show this, if nothing is paused from now on; milliseconds since the epoch. */
  wall(clock_ms: number): number;
  pack(): PausesRecord;
};

/** Ten thousand forged resumes must not fill the isolate. */
const liftedKept = 1_000;

/**
 * Counts pauses by id: they overlap, and the execution goes on when the last one is lifted. A repeated pause changes
 * nothing, nor does one that was lifted before, even when its resume overtook it. `changed` hears when it begins and ends.
 */
export function createPauses(options: {
  readonly initial: readonly string[];
  readonly carried: PausesRecord | null;
  readonly now: () => number;
  readonly changed: (paused: boolean) => void;
}): Pauses {
  const { carried, now, changed } = options;
  const active = new Set(carried?.active ?? options.initial);
  const lifted = new Set(carried?.lifted ?? []);
  let since_ms = carried?.since_ms ?? null;
  let frozen_ms = carried?.frozen_ms ?? 0;
  if (active.size > 0) since_ms ??= now();
  const stoodStill = () => frozen_ms + (since_ms === null ? 0 : now() - since_ms);
  return {
    pause: ({ pause_id }) => {
      if (active.has(pause_id) || lifted.has(pause_id)) return;
      active.add(pause_id);
      if (since_ms !== null) return;
      since_ms = now();
      changed(true);
    },
    resume: ({ pause_id }) => {
      const held = active.delete(pause_id);
      lifted.add(pause_id);
      for (const oldest of lifted) {
        if (lifted.size <= liftedKept) break;
        lifted.delete(oldest);
      }
      if (!held || active.size > 0) return;
      frozen_ms = stoodStill();
      since_ms = null;
      changed(false);
    },
    paused: () => since_ms !== null,
    lifted: (pause_id) => lifted.has(pause_id),
    clock: () => now() - stoodStill(),
    wall: (clock_ms) => clock_ms + stoodStill(),
    pack: () => ({ active: [...active], lifted: [...lifted], since_ms, frozen_ms }),
  };
}
