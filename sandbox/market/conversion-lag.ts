import { HOUR } from './calendar.ts';

/** Points of a distribution: by `days` after the click this share of the conversions has been reported. */
type LagCurve = readonly { readonly days: number; readonly share: number }[];

/** Most shops: nearly everything on the day of the click, the rest within two days. */
export const quickLag: LagCurve = [
  { days: 0, share: 0 },
  { days: 0.125, share: 0.85 },
  { days: 1, share: 0.97 },
  { days: 2, share: 1 },
];

/** Goods that people think about: three tenths on the first day, the rest over the week that the platform waits for. */
export const slowLag: LagCurve = [
  { days: 0, share: 0 },
  { days: 1, share: 0.3 },
  { days: 2, share: 0.5 },
  { days: 3, share: 0.66 },
  { days: 4, share: 0.79 },
  { days: 5, share: 0.89 },
  { days: 6, share: 0.96 },
  { days: 7, share: 1 },
];

/** How many milliseconds after its click a conversion is reported, for a uniform draw in [0, 1). */
export function lagOf(draw: number, curve: LagCurve): number {
  const next = curve.findIndex((point) => point.share > draw);
  const to = curve[next];
  const from = curve[next - 1];
  if (to === undefined || from === undefined) return 0;
  const fraction = (draw - from.share) / (to.share - from.share);
  return Math.round((from.days + fraction * (to.days - from.days)) * 24 * HOUR);
}
