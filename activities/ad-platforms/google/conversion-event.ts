import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { toMajor } from '../../../contracts/minor-units.ts';
import type { Objection } from '../wire/sift-events.ts';
import { userIdentifiers } from './person.ts';

const sources: Readonly<Record<ConversionEvent['source'], string>> = {
  website: 'WEB',
  app: 'APP',
  phone_call: 'PHONE',
  physical_store: 'IN_STORE',
  crm: 'OTHER',
};

/** A click counts for at most so many days. */
const mostDays = 90;

function consentStatus(agreed: boolean): 'CONSENT_GRANTED' | 'CONSENT_DENIED' {
  return agreed ? 'CONSENT_GRANTED' : 'CONSENT_DENIED';
}

function clickIds({ gclid, gbraid, wbraid }: ConversionEvent['click_ids']) {
  const ids = { ...(gclid ? { gclid } : {}), ...(gbraid ? { gbraid } : {}), ...(wbraid ? { wbraid } : {}) };
  return Object.keys(ids).length === 0 ? {} : { adIdentifiers: ids };
}

/** An event as the Data Manager takes it. Click ids go exactly as they came; identifiers of the person are hashed. */
export function eventForWire(event: ConversionEvent, reference: string): object {
  const identifiers = userIdentifiers(event.person);
  const { value_minor, currency } = event;
  return {
    destinationReferences: [reference],
    transactionId: event.event_id,
    eventTimestamp: event.happened_at,
    eventSource: sources[event.source],
    ...clickIds(event.click_ids),
    ...(identifiers.length === 0 ? {} : { userData: { userIdentifiers: identifiers } }),
    ...(value_minor === null || currency === null ? {} : { conversionValue: toMajor(value_minor, currency), currency }),
    consent: {
      adUserData: consentStatus(event.consent.ad_user_data),
      adPersonalization: consentStatus(event.consent.ad_personalization),
    },
  };
}

/**
 * What Google would refuse an event for; null for one that may be sent. One bad event makes Google refuse all of a request,
 * so what can be seen here is not sent.
 */
export function refusalOf(event: ConversionEvent, now: Date): Objection | null {
  const { gclid, gbraid, wbraid } = event.click_ids;
  const age_ms = now.getTime() - Date.parse(event.happened_at);
  if (age_ms > mostDays * 86_400_000)
    return { code: 'EVENT_TIME_INVALID', reason: `Google counts a conversion for at most ${mostDays} days.` };
  if (age_ms < 0) return { code: 'EVENT_TIME_INVALID', reason: 'The conversion lies in the future.' };
  if (gbraid && wbraid)
    return { code: 'GBRAID_WBRAID_BOTH_SET', reason: 'An event has either a gbraid or a wbraid, never both.' };
  if (!gclid && !gbraid && !wbraid && userIdentifiers(event.person).length === 0)
    return { code: 'REQUIRED_FIELD_MISSING', reason: 'There is neither a click id nor an identifier of the person.' };
  return null;
}
