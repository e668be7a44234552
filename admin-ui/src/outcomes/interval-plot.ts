/** What a small plot of an effect needs: an effect and its interval, in percent. */
export type PlottedEffect = { readonly effect_pct: number; readonly low_pct: number; readonly high_pct: number };

/** Places on a line from 0 to 100, left to right. */
export type IntervalPlaces = {
  readonly low: number;
  readonly high: number;
  readonly effect: number;
  /** Where no effect is. */
  readonly zero: number;
  /** The marks under the line, in percent of effect. */
  readonly marks: readonly { readonly place: number; readonly value: number }[];
};

function roundStep(span: number): number {
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  return step * power;
}

/** Where an effect and its interval lie. No effect is always in sight, and the interval never touches the edge. */
export function intervalPlaces({ effect_pct, low_pct, high_pct }: PlottedEffect): IntervalPlaces {
  const [least, most] = [Math.min(low_pct, effect_pct, 0), Math.max(high_pct, effect_pct, 0)];
  const span = Math.max(most - least, 1);
  const step = roundStep(span);
  const from = Math.floor((least - span * 0.05) / step) * step;
  const until = Math.ceil((most + span * 0.05) / step) * step;
  const placeOf = (value: number) => Math.round(((value - from) / (until - from)) * 1_000) / 10;
  const count = Math.round((until - from) / step);
  const marks = Array.from({ length: count + 1 }, (_, index) => {
    const value = Math.round((from + index * step) * 1e6) / 1e6;
    return { place: placeOf(value), value };
  });
  return {
    ...{ low: placeOf(low_pct), high: placeOf(high_pct), effect: placeOf(effect_pct), zero: placeOf(0) },
    marks,
  };
}
