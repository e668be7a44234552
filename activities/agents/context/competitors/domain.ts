import { outsideText } from '../collector/outside-text.ts';

/** A competitor's domain in one spelling: lower case, no scheme, path, port or `www.`; null for what is no domain. */
export function normaliseDomain(text: string): string | null {
  const cleaned = outsideText(text, 300).toLowerCase();
  const address = /^[a-z][a-z0-9+.-]*:\/\//.test(cleaned) ? cleaned : `https://${cleaned}`;
  if (!URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const domain = hostname.replace(/\.$/, '').replace(/^(www\d?|m)\./, '');
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) && !/^[\d.]+$/.test(domain) ? domain : null;
}

const promotion =
  /\b(sale|discount|deals?|coupon|clearance|black friday|cyber monday|save \d|free shipping|rabatt|angebot|soldes)\b|\d\s?%\s?(off|rabatt|discount)/i;

/** Whether the words of an ad offer a promotion. What was searched for says nothing: an ad on "spring sale" names it anyway. */
export function promotes(words: readonly string[], searched: readonly string[]): boolean {
  const phrases = searched.map((each) => each.trim().toLowerCase()).filter((each) => each !== '');
  return words.some((each) => {
    const rest = phrases.reduce((text, phrase) => text.replaceAll(phrase, ' '), each.toLowerCase());
    return promotion.test(rest);
  });
}
