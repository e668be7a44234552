import { minorPerMajor } from '../../contracts/money.ts';

const MICROS = 1_000_000;

/** Micros in one minor unit of a currency: 10 000 for USD, 1 000 000 for JPY. Amounts are whole multiples of it. */
export const microsPerMinor = (currency: string) => MICROS / minorPerMajor(currency);

/** Minor units as the int64 text of the wire; null stays null. */
export function toMicros(minor: unknown, currency: string): string | undefined {
  return typeof minor === 'number' ? String(minor * microsPerMinor(currency)) : undefined;
}

/** Micros as minor units, or null when they are no whole number of them. */
export function fromMicros(micros: bigint, currency: string): number | null {
  const unit = BigInt(microsPerMinor(currency));
  return micros % unit === 0n ? Number(micros / unit) : null;
}
