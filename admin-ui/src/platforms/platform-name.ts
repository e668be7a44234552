import { platformSchema } from '../../../contracts/platform.ts';

/** Names that are not written as their id would be. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['meta_ads', 'Meta'],
  ['linkedin_ads', 'LinkedIn'],
  ['tiktok_ads', 'TikTok'],
]);

/** A platform as people say it; one without a spelling of its own is named by the words of its id: `Google Ads`. */
export function platformName(platform: string): string {
  const words = platform.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return spellings.get(platform) ?? words.join(' ');
}

/** Every platform that can be chosen, in the order of the contract: a new one needs no line here. */
export const platformChoices: readonly { readonly id: string; readonly name: string }[] = platformSchema.options.map(
  (id) => ({ id, name: platformName(id) }),
);
