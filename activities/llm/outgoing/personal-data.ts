import { createHmac } from 'node:crypto';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withoutUnseen } from './plain-text.ts';

/** Parts are no longer than addresses have them: else a run of letters would take a time that grows with its square. */
const email =
  /[\p{L}\p{N}._%+'-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\s?\[dot\]\s?|\s?\(dot\)\s?)[\p{L}\p{N}-]{1,63}){0,8}(?:\.|\s?\[dot\]\s?|\s?\(dot\)\s?)\p{L}{2,63}/giu;
/** Without one of these a text holds no address, whatever its letters are. */
const at = /@|\[at\]|\(at\)/i;
/** International numbers, and those written in groups with a trunk zero or an area code; plain counts are not phones. */
const phones = [
  /(?<![\w.-])(?:\+|00)[1-9]\d{0,2}(?:[ /-]?\(?\d{1,4}\)?){2,5}(?![\w-]|[.,]\d)/g,
  /(?<![\w.-])\+\d{1,3}(?:\.\d{1,4}){3,6}(?![\w-]|\.\d)/g,
  /(?<![\w.-])\(?\d{3}\)?[ -]\d{3}-\d{4}(?![\w-])/g,
  /(?<![\w.-])0\d{2,4}[ /-]\d{3,4}(?:[ -]\d{2,4}){1,2}(?![\w-])/g,
];

/** Hashes personal data on its way to a model, and refuses what still looks like it. */
export type PersonalDataGuard = {
  /**
   * The text without what nobody sees, and with addresses, phone numbers and known names replaced by their salted hashes,
   * also where they stand in look-alike letters. Equal values stay equal.
   */
  hash(text: string): string;
  /** Throws LLM_PERSONAL_DATA when something is still there, also in look-alike letters; the value is not in the error. */
  refuse(text: string): void;
};

/** `salt` is the secret of one tenant, so that hashes of two tenants say nothing about each other. */
export function createPersonalDataGuard(settings: {
  readonly salt: string;
  readonly known_names: readonly string[];
}): PersonalDataGuard {
  const names = namePattern(settings.known_names);
  const digest = (kind: string, value: string) =>
    `${kind}_${createHmac('sha256', settings.salt).update(`${kind}:${value}`).digest('hex').slice(0, 16)}`;
  const replaced = (text: string) => {
    let hashed = at.test(text) ? text.replace(email, (found) => digest('email', found.toLowerCase())) : text;
    for (const phone of phones) {
      hashed = hashed.replace(phone, (found) => (isPhone(found) ? digest('phone', found.replace(/\D/g, '')) : found));
    }
    return names === null ? hashed : hashed.replace(names, (found) => digest('name', found.toLowerCase()));
  };
  const hash = (text: string) => {
    const seen = withoutUnseen(text);
    // Look-alike letters are brought to plain ones only where they hide something: other texts stay as they were written.
    const plain = seen.normalize('NFKC');
    return replaced(plain) === plain ? seen : replaced(plain);
  };
  return {
    hash,
    refuse: (text) => {
      const plain = withoutUnseen(text).normalize('NFKC');
      if (replaced(plain) === plain) return;
      throw new CodedError('LLM_PERSONAL_DATA', 'Personal data was about to go to a model; nothing was sent.');
    },
  };
}

function isPhone(found: string): boolean {
  const digits = found.replace(/\D/g, '').length;
  return digits >= 8 && digits <= 15;
}

/**
 * A pattern of full names, longest first; null without any. A name of one word, such as Person or Rose, is left alone: it
 * would take words out of every text.
 */
function namePattern(names: readonly string[]): RegExp | null {
  const known = names.map((name) => name.trim()).filter((name) => /\p{L}[\s-]+\p{L}/u.test(name));
  if (known.length === 0) return null;
  const escaped = [...known]
    .sort((left, right) => right.length - left.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
