import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';

/** Sets aside events whose person did not agree that data goes to ad platforms: they are refused here and never sent. */
export function withConsent(events: readonly ConversionEvent[]): {
  readonly agreed: readonly ConversionEvent[];
  readonly refused: ConversionReport['refused'];
} {
  const refused = events
    .filter((event) => !event.consent.ad_user_data)
    .map(({ event_id }) => ({
      event_id,
      code: 'CONSENT_MISSING',
      reason: 'The person did not agree that this goes to ad platforms.',
    }));
  return { agreed: events.filter((event) => event.consent.ad_user_data), refused };
}
