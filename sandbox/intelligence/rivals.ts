import { DAY } from '../market/calendar.ts';
import { plotOf, presenceOf, strandOf } from '../market/plot.ts';
import { createRandom } from '../market/random.ts';
import type { World } from '../world/world.ts';

/** What the sources of intelligence would see of a keyword's rivals, now or a month ago. Prices in major units. */
export type Rivals = {
  readonly domains: readonly { readonly domain: string; readonly is_new: boolean; readonly promotes: boolean }[];
  readonly cpc: number;
  readonly cpc_before: number;
  readonly domains_before: readonly string[];
};

/** A market that is left alone has so many advertisers. */
const usualRivals = 8;

/**
 * The rivals of a keyword follow from the market that the sandbox plays: where pressure in the auction has set in there are
 * new ones and dearer clicks, where competitors promote their ads say so, and everywhere else nothing moves but by chance.
 */
export function rivalsOf(world: World, keyword: string, at: number = world.clock.now()): Rivals {
  const wanted = keyword.trim().toLowerCase();
  const campaign = world.inventory
    .campaigns()
    .find((each) => each.keywords.some((word) => word.toLowerCase() === wanted));
  const { seed, born_at } = world.birth();
  const random = createRandom(seed, `rivals/${wanted}`);
  const days = (at - born_at) / DAY;
  const strength = (cause: 'auction_pressure' | 'competitor_promotion') => {
    const strand = campaign === undefined ? undefined : strandOf(plotOf(campaign), cause);
    return strand === undefined ? 0 : presenceOf(strand, days) * strand.size;
  };
  const pressure = strength('auction_pressure');
  const promotion = strength('competitor_promotion');
  const name = wanted.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'shop';
  const usual = [...Array(usualRivals).keys()].map((index) => `${name}-rival-${index + 1}.example`);
  const fresh = [...Array(Math.round(4 * pressure)).keys()].map((index) => `${name}-newcomer-${index + 1}.example`);
  const promoting = Math.round(5 * promotion);
  const cpc_before = 0.8 + random.uniform('cpc', 0) * 1.5;
  return {
    domains: [
      ...usual.map((domain, index) => ({ domain, is_new: false, promotes: index < promoting })),
      ...fresh.map((domain) => ({ domain, is_new: true, promotes: false })),
    ],
    cpc: Math.round(cpc_before * (1 + 0.4 * pressure + 0.02 * (random.uniform('cpc', 1) - 0.5)) * 100) / 100,
    cpc_before: Math.round(cpc_before * 100) / 100,
    domains_before: usual,
  };
}
