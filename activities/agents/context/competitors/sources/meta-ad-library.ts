import { z } from 'zod';
import { CodedError } from '../../../../../contracts/errors/index.ts';
import { outsideText } from '../../collector/outside-text.ts';
import { changePct } from '../../facts/figures.ts';
import { parseAnswer, type SourceClient } from '../../wire/source-client.ts';
import { normaliseDomain, promotes } from '../domain.ts';
import { type CompetitorSource, noSignals } from '../source-signals.ts';

const archiveSchema = z.looseObject({
  data: z
    .array(
      z.looseObject({
        id: z.string(),
        page_name: z.string().nullish(),
        ad_delivery_start_time: z.string(),
        ad_creative_bodies: z.array(z.string()).nullish(),
        ad_creative_link_captions: z.array(z.string()).nullish(),
      }),
    )
    .max(1000),
});
const day = 86_400_000;

/**
 * Meta's Ad Library (https://www.facebook.com/ads/library/api, `ads_archive`): the active ads on an industry's words. What
 * started in the last 7 days is new; activity compares it with what started in the 7 days before.
 */
export function createMetaAdLibrary(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly token: string;
  readonly countries: readonly string[];
}): CompetitorSource {
  const ask = async (search_terms: string, limit: number) => {
    const url = new URL(`${options.base_url}/ads_archive`);
    const query = {
      search_terms,
      ad_reached_countries: JSON.stringify(options.countries),
      ad_active_status: 'ACTIVE',
      fields: 'id,page_name,ad_delivery_start_time,ad_creative_bodies,ad_creative_link_captions',
      limit: String(limit),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = await options.client(url, { headers: { authorization: `Bearer ${options.token}` } });
    const parsed = archiveSchema.safeParse(parseAnswer('Meta Ad Library', text));
    if (parsed.success) return parsed.data.data;
    throw new CodedError('SOURCE_ANSWER_INVALID', 'Meta Ad Library answered in another form.');
  };
  return {
    name: 'meta_ad_library',
    asks: 'industry',
    check: async () => void (await ask('shoes', 1)),
    read: async ({ industry, keywords, at }) => {
      const searched = [...keywords, ...(industry === null ? [] : [industry])];
      const ads = (await ask(industry ?? keywords.join(' '), 500)).flatMap((ad) => {
        const domain = ad.ad_creative_link_captions?.map(normaliseDomain).find((each) => each !== null);
        const key = domain ?? outsideText(ad.page_name ?? '').toLowerCase();
        const age_days = (at.getTime() - Date.parse(ad.ad_delivery_start_time)) / day;
        // An ad that starts tomorrow is none of today's.
        return key === '' || !(age_days >= 0) ? [] : [{ key, age_days, words: ad.ad_creative_bodies ?? [] }];
      });
      const fresh = ads.filter((ad) => ad.age_days < 7);
      const older = new Set(ads.filter((ad) => ad.age_days >= 7).map((ad) => ad.key));
      const weekBefore = ads.filter((ad) => ad.age_days >= 7 && ad.age_days < 14);
      return {
        ...noSignals,
        competitors: [...new Set(ads.map((ad) => ad.key))].map((key) => ({
          key,
          is_new: !older.has(key),
          promotes: ads.some(
            (ad) =>
              ad.key === key &&
              promotes(
                ad.words.map((text) => outsideText(text, 500)),
                searched,
              ),
          ),
          bid: null,
        })),
        activity_change_pct: changePct(weekBefore.length, fresh.length),
        new_ads_count: fresh.length,
        creative_refreshes: new Set(fresh.map((ad) => ad.key).filter((key) => older.has(key))).size,
        analysis_period_days: 7,
      };
    },
  };
}
