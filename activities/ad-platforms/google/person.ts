import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { hashIdentifier, phoneWithPlus, plainText } from '../wire/identifier.ts';

/** An e-mail address as Google wants it: of its own mail the dots and what follows a + do not count. */
export function googleEmail(email: string): string {
  const plain = plainText(email);
  const [user = '', domain = ''] = plain.split('@');
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return plain;
  return `${user.replace(/\+.*$/, '').replaceAll('.', '')}@${domain}`;
}

/** A name in lower case without punctuation. */
export function googleName(name: string): string {
  return plainText(name.replaceAll(/[^\p{L}\p{N}\s]/gu, ''));
}

/**
 * The identifiers of a person: e-mail, phone and names hashed, country and postal code as they are. An address counts only
 * when it is whole.
 */
export function userIdentifiers(person: ConversionEvent['person']): readonly object[] {
  const emailAddress = hashIdentifier(person.email, googleEmail);
  const phoneNumber = hashIdentifier(person.phone, phoneWithPlus);
  const givenName = hashIdentifier(person.first_name, googleName);
  const familyName = hashIdentifier(person.last_name, googleName);
  const { country, postal_code } = person;
  const whole = givenName !== null && familyName !== null && country !== undefined && postal_code !== undefined;
  return [
    ...(emailAddress === null ? [] : [{ emailAddress }]),
    ...(phoneNumber === null ? [] : [{ phoneNumber }]),
    ...(whole
      ? [{ address: { givenName, familyName, regionCode: country.toUpperCase(), postalCode: postal_code.trim() } }]
      : []),
  ];
}
