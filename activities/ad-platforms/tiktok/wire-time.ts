import { CodedError } from '../../../contracts/errors/index.ts';

/** A moment of TikTok (`YYYY-MM-DD HH:MM:SS`, UTC) as ISO; null where there is none or it is no moment. */
export function momentFromWire(text: string | null | undefined): string | null {
  // The form is checked first, because Date reads a moment out of nearly any text with digits in it.
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const moment = new Date(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A moment as TikTok writes it, in UTC, cut to the second. */
export function wireFromMoment(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace('T', ' ');
}

/** A moment of ours as TikTok holds it. Throws PLATFORM_REFUSED for what it cannot hold exactly: it keeps whole seconds. */
export function wireFromIso(iso: string): string {
  const moment = new Date(/^\d{4}-\d\d-\d\dT/.test(iso) ? iso : Number.NaN);
  if (!Number.isNaN(moment.getTime()) && moment.getTime() % 1000 === 0) return wireFromMoment(moment);
  throw new CodedError('PLATFORM_REFUSED', `TikTok keeps moments in whole seconds; ${iso} does not fit.`, {
    value: iso,
  });
}
