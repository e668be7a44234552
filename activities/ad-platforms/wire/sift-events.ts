import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';

/** Why a platform would not count an event. */
export type Objection = { readonly code: string; readonly reason: string };

const withoutConsent: Objection = {
  code: 'CONSENT_MISSING',
  reason: 'The person did not agree that this goes to ad platforms.',
};

/**
 * Sets aside what is refused here and never sent: first the events whose person did not agree that data goes to ad
 * platforms, then those that the platform is known to object to.
 */
export function siftEvents(
  events: readonly ConversionEvent[],
  objectionTo: (event: ConversionEvent) => Objection | null,
): { readonly sendable: readonly ConversionEvent[]; readonly refused: ConversionReport['refused'] } {
  const agreed = events.filter((event) => event.consent.ad_user_data);
  const judged = agreed.map((event) => ({ event, against: objectionTo(event) }));
  const refuse = ({ event_id }: ConversionEvent, against: Objection) => ({ event_id, ...against });
  return {
    sendable: judged.flatMap(({ event, against }) => (against === null ? [event] : [])),
    refused: [
      ...events.flatMap((event) => (event.consent.ad_user_data ? [] : [refuse(event, withoutConsent)])),
      ...judged.flatMap(({ event, against }) => (against === null ? [] : [refuse(event, against)])),
    ],
  };
}
