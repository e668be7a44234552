/**
 * The seeds of the generated cases. Rules and weights may be looked at on the training split; the held-out split is only
 * ever measured, and tests of rules never read it.
 */
export const splits = {
  train: { seed: 'alder-1', count: 210 },
  held_out: { seed: 'finch-7', count: 210 },
} as const;

/** One half of the generated cases. */
export type Split = keyof typeof splits;
