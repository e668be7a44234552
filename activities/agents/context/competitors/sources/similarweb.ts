import { z } from 'zod';
import { CodedError } from '../../../../../contracts/errors/index.ts';
import { changePct, meanKnown } from '../../facts/figures.ts';
import { parseAnswer, type SourceClient } from '../../wire/source-client.ts';
import { normaliseDomain } from '../domain.ts';
import { type CompetitorSource, noSignals } from '../source-signals.ts';

const visitsSchema = z.looseObject({
  visits: z
    .array(z.looseObject({ date: z.string().regex(/^\d{4}-\d{2}/), visits: z.number().nonnegative().nullish() }))
    .max(120),
});
const mostDomains = 5;

/** Null where there are no figures of a domain; every other fault is thrown on. */
function notFound(error: unknown): null {
  if (error instanceof CodedError && (error.details.status === 401 || error.details.status === 404)) return null;
  throw error;
}

/** The month `back` months before the one of a moment, as `YYYY-MM`. The running one is not over, so nothing is told of it. */
function monthBefore(at: Date, back: number): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
}

/**
 * Similarweb's visits of the competitors' own sites, month by month (`total-traffic-and-engagement/visits` of its API v1; other
 * plans have other paths, so that the base address is a setting). It does not know who competes: the domains are given. A
 * domain that it has no figures of is no failure (code 401 there; 403 is a wrong key or a used-up quota).
 * https://developers.similarweb.com/docs/ and https://developers.similarweb.com/docs/error-codes-rest
 */
export function createSimilarweb(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly key: string;
  readonly country: string;
  readonly domains: readonly string[];
}): CompetitorSource {
  const domains = [...new Set(options.domains.flatMap((each) => normaliseDomain(each) ?? []))].slice(0, mostDomains);

  async function visitsOf(domain: string, at: Date): Promise<readonly (number | null)[]> {
    const months = [2, 1].map((back) => monthBefore(at, back));
    const url = new URL(
      `${options.base_url}/v1/website/${encodeURIComponent(domain)}/total-traffic-and-engagement/visits`,
    );
    const asked = {
      ...{ api_key: options.key, start_date: months[0] ?? '', end_date: months[1] ?? '', country: options.country },
      ...{ granularity: 'monthly', main_domain_only: 'false', format: 'json' },
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const text = await options.client(url).catch(notFound);
    if (text === null) return months.map(() => null);
    const parsed = visitsSchema.safeParse(parseAnswer('Similarweb', text));
    if (!parsed.success) throw new CodedError('SOURCE_ANSWER_INVALID', 'Similarweb answered in another form.');
    return months.map((month) => parsed.data.visits.find((each) => each.date.startsWith(month))?.visits ?? null);
  }

  return {
    name: 'similarweb',
    asks: 'industry',
    check: async () => void (await visitsOf(domains[0] ?? 'similarweb.com', new Date())),
    read: async ({ at }) => {
      const changes = await Promise.all(
        domains.map(async (key) => {
          const [before = null, now = null] = await visitsOf(key, at);
          return { key, change_pct: changePct(before, now), visited: (now ?? 0) > 0 };
        }),
      );
      return {
        ...noSignals,
        competitors: changes
          .filter((each) => each.visited)
          .map(({ key }) => ({ key, is_new: null, promotes: null, bid: null })),
        activity_change_pct: meanKnown(changes.map((each) => each.change_pct)),
        analysis_period_days: 30,
      };
    },
  };
}
