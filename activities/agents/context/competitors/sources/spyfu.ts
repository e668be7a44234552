import { z } from 'zod';
import { CodedError } from '../../../../../contracts/errors/index.ts';
import { outsideText } from '../../collector/outside-text.ts';
import { changePct } from '../../facts/figures.ts';
import { parseAnswer, type SourceClient } from '../../wire/source-client.ts';
import { normaliseDomain, promotes } from '../domain.ts';
import { type CompetitorSource, noSignals } from '../source-signals.ts';

const historySchema = z.looseObject({
  results: z
    .array(
      z.looseObject({
        domainName: z.string(),
        adId: z.union([z.string(), z.number()]).transform(String),
        searchDateId: z.union([z.string(), z.number()]).transform(String),
        title: z.string().nullish(),
        body: z.string().nullish(),
      }),
    )
    .max(2000),
});
const mostKeywords = 5;

/**
 * SpyFu's ad history of a term (https://developer.spyfu.com/reference, `getTermAdHistory`): who showed which ad in which
 * month. New is what stands in the newest month only.
 */
export function createSpyfu(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly key: string;
}): CompetitorSource {
  const ask = async (term: string) => {
    const url = new URL(`${options.base_url}/cloud_ad_history_api/v2/term/getTermAdHistory`);
    url.searchParams.set('term', term);
    url.searchParams.set('pageSize', '200');
    const text = await options.client(url, { headers: { authorization: `Basic ${options.key}` } });
    const parsed = historySchema.safeParse(parseAnswer('SpyFu', text));
    if (parsed.success) return parsed.data.results;
    throw new CodedError('SOURCE_ANSWER_INVALID', 'SpyFu answered in another form.');
  };
  return {
    name: 'spyfu',
    asks: 'keywords',
    check: async () => void (await ask('shoes')),
    read: async ({ keywords }) => {
      const rows = (await Promise.all(keywords.slice(0, mostKeywords).map(ask))).flat().flatMap((row) => {
        const domain = normaliseDomain(row.domainName);
        return domain === null ? [] : [{ ...row, domain }];
      });
      const newest = rows
        .map((row) => row.searchDateId)
        .sort()
        .at(-1);
      const now = rows.filter((row) => row.searchDateId === newest);
      const earlier = rows.filter((row) => row.searchDateId !== newest);
      const months = new Set(earlier.map((row) => row.searchDateId)).size;
      const known = new Set(earlier.map((row) => row.domain));
      const knownAds = new Set(earlier.map((row) => row.adId));
      const domains = [...new Set(now.map((row) => row.domain))];
      const fresh = now.filter((row) => !knownAds.has(row.adId));
      return {
        ...noSignals,
        competitors: domains.map((key) => ({
          key,
          is_new: months === 0 ? null : !known.has(key),
          promotes: now.some(
            (row) =>
              row.domain === key && promotes([outsideText(row.title ?? ''), outsideText(row.body ?? '')], keywords),
          ),
          bid: null,
        })),
        activity_change_pct: months === 0 ? null : changePct(earlier.length / months, now.length),
        new_ads_count: months === 0 ? null : new Set(fresh.map((row) => row.adId)).size,
        creative_refreshes:
          months === 0 ? null : new Set(fresh.map((row) => row.domain).filter((domain) => known.has(domain))).size,
        analysis_period_days: 30,
      };
    },
  };
}
