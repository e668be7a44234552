import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { hashIdentifier, phoneDigits, plainText } from '../wire/identifier.ts';

/** A city or state as Meta hashes it: lower case, without digits, spaces and the signs ().- */
function place(text: string): string {
  return plainText(text).replaceAll(/[\d\s().-]/g, '');
}

/** A postal code: lower case, without spaces, the part before a dash. */
function postalCode(text: string): string {
  return plainText(text).replaceAll(/\s/g, '').split('-')[0] ?? '';
}

/** A phone number has 7 to 16 digits, its country code among them; anything else identifies nobody. */
function phone(text: string): string {
  const digits = phoneDigits(text);
  return digits.length >= 7 && digits.length <= 16 ? digits : '';
}

/** `fb.<subdomain index>.<creation in ms>.<fbclid>`, which is what the browser would have kept of the click. */
function clickCookie({ click_ids, happened_at }: ConversionEvent): string | undefined {
  const { fbc, fbclid } = click_ids;
  return fbc ?? (fbclid === undefined ? undefined : `fb.1.${Date.parse(happened_at)}.${fbclid}`);
}

/**
 * Who converted, as the Conversions API wants it: identifiers of a person normalised and hashed, click and browser ids as they
 * came. What is not known is left out.
 * https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
 */
export function userDataOf(event: ConversionEvent): Readonly<Record<string, string>> {
  const { person, click_ids } = event;
  const parts: readonly (readonly [string, string | null | undefined])[] = [
    ['em', hashIdentifier(person.email, plainText)],
    ['ph', hashIdentifier(person.phone, phone)],
    ['fn', hashIdentifier(person.first_name, plainText)],
    ['ln', hashIdentifier(person.last_name, plainText)],
    ['ct', hashIdentifier(person.city, place)],
    ['zp', hashIdentifier(person.postal_code, postalCode)],
    ['country', hashIdentifier(person.country, plainText)],
    ['external_id', hashIdentifier(person.external_id, plainText)],
    ['client_ip_address', person.ip_address],
    ['client_user_agent', person.user_agent],
    ['fbc', clickCookie(event)],
    ['fbp', click_ids.fbp],
  ];
  return Object.fromEntries(parts.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
