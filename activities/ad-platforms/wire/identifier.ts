import { createHash } from 'node:crypto';

/** An address of e-mail as every platform hashes it at least: without spaces around it, in lower case. */
export function plainText(text: string): string {
  return text.trim().toLowerCase();
}

/** The digits of a phone number with its country code, without + and leading zeros (Meta). */
export function phoneDigits(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^0+/, '');
}

/** A phone number in E.164 with its + (Google, TikTok). */
export function phoneWithPlus(phone: string): string {
  const digits = phoneDigits(phone);
  return digits === '' ? '' : `+${digits}`;
}

/** SHA-256 of a text in UTF-8 as 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Hashes one personal identifier after normalising it. A value that already is 64 hex digits was hashed by the customer and
 * is passed on in lower case, never hashed twice. Null for what is missing or empty once it is normalised.
 */
export function hashIdentifier(value: string | undefined, normalise: (text: string) => string): string | null {
  const text = value?.trim() ?? '';
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const plain = normalise(text);
  return plain === '' ? null : sha256Hex(plain);
}
