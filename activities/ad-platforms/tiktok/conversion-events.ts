import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { hashIdentifier, phoneWithPlus, plainText } from '../wire/identifier.ts';
import { wireFromMinor } from './wire-money.ts';

/** TikTok's names of standard events; `Other` is a custom one. https://business-api.tiktok.com/portal/docs?id=1771101186666498 */
const names: Readonly<Record<ConversionEvent['event_name'], string>> = {
  purchase: 'Purchase',
  lead: 'Lead',
  sign_up: 'CompleteRegistration',
  add_to_cart: 'AddToCart',
  page_view: 'ViewContent',
  other: 'Other',
};

/** Which kind of event source an event belongs to; what happened on the phone or in a shop is `offline`. */
export const sources: Readonly<Record<ConversionEvent['source'], 'web' | 'app' | 'offline' | 'crm'>> = {
  website: 'web',
  app: 'app',
  phone_call: 'offline',
  physical_store: 'offline',
  crm: 'crm',
};

function present<Value>(fields: Readonly<Record<string, Value | null | undefined>>): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== undefined && value !== '') found[name] = value;
  return found;
}

/** One value as a list, or nothing. */
function listed(value: string | null): readonly string[] | null {
  return value === null ? null : [value];
}

/** Places go in the clear, in lower case and without spaces. */
function place(text: string | undefined): string | undefined {
  return text?.toLowerCase().replaceAll(/\s/g, '');
}

function userOf({ person, click_ids }: ConversionEvent) {
  return {
    ...present({
      email: listed(hashIdentifier(person.email, plainText)),
      phone: listed(hashIdentifier(person.phone, phoneWithPlus)),
      external_id: listed(hashIdentifier(person.external_id, (text) => text)),
    }),
    ...present({
      first_name: hashIdentifier(person.first_name, plainText),
      last_name: hashIdentifier(person.last_name, plainText),
      zip_code: hashIdentifier(person.postal_code, (text) => plainText(text).replaceAll(/\s/g, '')),
      city: place(person.city),
      country: place(person.country),
      ttclid: click_ids.ttclid,
      ttp: click_ids.ttp,
      ip: person.ip_address,
      user_agent: person.user_agent,
    }),
  };
}

/**
 * One event as Events API 2.0 wants it: identifiers hashed with SHA-256, click ids raw, amounts in major units, time in seconds.
 * Whoever does not want personal ads has the use of the data limited.
 */
export function eventToWire(event: ConversionEvent): object {
  const { value_minor, currency, order_id, page_url } = event;
  const value = value_minor === null || currency === null ? null : wireFromMinor(value_minor, currency);
  const properties = { ...present({ value }), ...present({ currency: value === null ? null : currency, order_id }) };
  return {
    event: names[event.event_name],
    event_time: Math.floor(Date.parse(event.happened_at) / 1000),
    event_id: event.event_id,
    user: userOf(event),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(page_url === null ? {} : { page: { url: page_url } }),
    ...(event.consent.ad_personalization ? {} : { limited_data_use: true }),
  };
}
