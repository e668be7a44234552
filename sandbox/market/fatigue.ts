/** A smooth step from 0 to 1 around 0. */
export function smoothStep(distance: number): number {
  return 1 / (1 + Math.exp(-distance));
}

/** Days after which a fresh creative has lost half of what it will lose. */
const USUAL_HALF_AGE_DAYS = 60;
const USUAL_WIDTH_DAYS = 5;
const USUAL_LOSS = 0.3;

/** How a creative tires: age in days at which half is lost, how fast, and the loss of click-through in the end. */
export type Fatigue = { readonly half_age_days: number; readonly width_days: number; readonly loss: number };

/** The fatigue of a creative about which nothing special is known. */
export const usualFatigue: Fatigue = {
  half_age_days: USUAL_HALF_AGE_DAYS,
  width_days: USUAL_WIDTH_DAYS,
  loss: USUAL_LOSS,
};

/** How worn a creative of this age is: 0 fresh, 1 worn out. */
export function wearOf(ageDays: number, fatigue: Fatigue): number {
  return smoothStep((ageDays - fatigue.half_age_days) / fatigue.width_days);
}
