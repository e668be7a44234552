/** The code of ISO 4217 for no currency: that of an account which its platform has not described yet. */
export const noCurrency = 'XXX';

/** How many minor units make one major unit: 100 for USD, 1 for JPY, 1000 for KWD (ISO 4217 exponents that differ from 2). */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Minor units in one major unit of a currency. */
export function minorPerMajor(currency: string): number {
  return 10 ** (exponents[currency] ?? 2);
}

/** Rounds half away from zero, which is what people expect of money. */
export function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value) + Number.EPSILON * Math.abs(value));
}

/** Major units (12.34) to minor units (1234), rounding half away from zero. */
export function toMinor(major: number, currency: string): number {
  return roundHalfAway(major * minorPerMajor(currency));
}

/** Minor units (1234) to major units (12.34). */
export function toMajor(minor: number, currency: string): number {
  return minor / minorPerMajor(currency);
}

/** `change_pct` 15 turns 250 into 288: an absolute target from a relative wish, rounded half away from zero. */
export function changedBy(minor: number, change_pct: number): number {
  return roundHalfAway((minor * (100 + change_pct)) / 100);
}
