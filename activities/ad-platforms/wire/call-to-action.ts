import type { CreativeContent } from '../../../contracts/change-set.ts';

type CallToAction = NonNullable<CreativeContent['call_to_action']>;

/** What the button of an ad says in our words, by a platform's own words for each; null where it is none of ours. */
export function callToActionOf(
  words: Readonly<Record<CallToAction, string | null>>,
  said: string | null | undefined,
): CallToAction | null {
  const names: readonly CallToAction[] = ['learn_more', 'shop_now', 'sign_up', 'book_now', 'contact_us'];
  return names.find((name) => said && words[name] === said) ?? null;
}
