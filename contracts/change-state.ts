import type { IntentState } from './change-set.ts';

/** What a state means to whoever reads it, whatever colour or sign a screen gives it. */
export type ChangeMeaning = 'under_way' | 'done' | 'not_done' | 'needs_person' | 'taken_back';

/** How one change stands, in words that are the same on every screen, in chat, in mail and on the command line. */
export type ChangeStanding = {
  readonly state: IntentState;
  /** The order of the ways a change can go, the earliest first; what left the way stands behind. */
  readonly order: number;
  /** How many of the four states `intended, armed, applied, verified` it has come to. */
  readonly steps_done: number;
  readonly word: string;
  readonly sentence: string;
  readonly meaning: ChangeMeaning;
};

/** What is known of a change beside its state. */
export type ChangeFacts = {
  readonly state: IntentState;
  /** Set when a person settled it. */
  readonly resolution?: 'confirmed_applied' | 'confirmed_not_applied' | null;
  /** Set when its receipt was taken back. */
  readonly undone_by_execution_id?: string | null;
};

/** The four states that every change goes through, in their order. */
export const changePath = ['intended', 'armed', 'applied', 'verified'] as const satisfies readonly IntentState[];

type Told = Omit<ChangeStanding, 'state'>;

const standings: Readonly<Record<IntentState, Told>> = {
  intended: {
    ...{ order: 0, steps_done: 1, word: 'Intended', meaning: 'under_way' },
    sentence: 'Recorded, and its money is reserved; nothing was sent yet.',
  },
  armed: {
    ...{ order: 1, steps_done: 2, word: 'Armed', meaning: 'under_way' },
    sentence: 'On its way to the platform; whether it arrived is not known yet.',
  },
  applied: {
    ...{ order: 2, steps_done: 3, word: 'Applied', meaning: 'under_way' },
    sentence: 'The platform said yes; it is being read back.',
  },
  verified: {
    ...{ order: 3, steps_done: 4, word: 'Verified', meaning: 'done' },
    sentence: 'Read back from the platform: it holds what was meant.',
  },
  not_applied: {
    ...{ order: 4, steps_done: 1, word: 'Not applied', meaning: 'not_done' },
    sentence: 'The platform did not take it; nothing changed, and its money is free.',
  },
  needs_human: {
    ...{ order: 5, steps_done: 2, word: 'Needs a person', meaning: 'needs_person' },
    sentence: 'Nobody can tell whether it was applied: somebody has to look and say so.',
  },
};

/**
 * How a change stands. Everything that shows the state of a change asks here, so that the same state never has two names.
 * What was taken back was verified once and is told apart from what still holds.
 */
export function stateOfChange({
  state,
  resolution = null,
  undone_by_execution_id = null,
}: ChangeFacts): ChangeStanding {
  const told = standings[state];
  if (state === 'verified' && undone_by_execution_id !== null) {
    const sentence = 'It was on the platform, and was taken back since.';
    return { ...told, state, word: 'Taken back', sentence, meaning: 'taken_back' };
  }
  if (resolution === 'confirmed_applied' && state === 'verified')
    return { ...told, state, sentence: 'A person looked at the platform and said that it was applied.' };
  if (resolution === 'confirmed_not_applied' && state === 'not_applied')
    return { ...told, state, sentence: 'It was settled that it was not applied; its money is free.' };
  return { ...told, state };
}

/** All states in their order, as a list to choose from shows them. */
export function changeStates(): readonly ChangeStanding[] {
  const states: readonly IntentState[] = [...changePath, 'not_applied', 'needs_human'];
  return states.map((state) => stateOfChange({ state })).toSorted((one, other) => one.order - other.order);
}
