import { toMajor, toMinor } from '../../../contracts/minor-units.ts';

/**
 * An amount from the wire in our minor units. TikTok writes major units everywhere: numbers in entities, texts in reports.
 * https://business-api.tiktok.com/portal/docs?id=1737585839634433
 */
export function minorFromWire(major: number, currency: string): number {
  return toMinor(major, currency);
}

/** An amount in our minor units as TikTok wants it: a JSON number in major units, exact to the last minor unit. */
export function wireFromMinor(minor: number, currency: string): number {
  return toMajor(minor, currency);
}
