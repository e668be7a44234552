import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { toMajor } from '../../contracts/minor-units.ts';
import type { TenantTransaction } from '../connect.ts';
import { readMoneySettings, readRates } from './fx-rates.ts';

const count = z.coerce.number();
const percent = z.coerce.number().nullable();
const rowSchema = z.object({
  ...{ currency: z.string(), metric: z.string(), effect_pct: count, low_pct: percent, high_pct: percent },
  ...{ spend: count, revenue: count, spend_before: count, revenue_before: count },
});

/**
 * What came of a followed recommendation, in US dollars: the effect against what was to be expected, with its interval, and
 * what was spent and earned on the measured days and on as many days before the change. Percentages are signed.
 */
export type FollowedOutcome = Omit<z.infer<typeof rowSchema>, 'currency'>;

/**
 * One measured outcome for each followed recommendation, by the first of `metrics` that was measured. What was in shadow is
 * in none, what nobody can tell the effect of neither; money is at the tenant's newest rates, and what has none is left out.
 */
export async function readFollowedOutcomes(
  tx: TenantTransaction,
  measured: SQL,
  metrics: readonly string[],
): Promise<readonly FollowedOutcome[]> {
  const wanted = sql.join(
    metrics.map((metric) => sql`${metric}`),
    sql`, `,
  );
  const rows = await tx.execute(sql`
    with followed as (
      select distinct on (o.recommendation_id) o.recommendation_id, o.campaign_id, o.metric, o.effect_pct, o.low_pct,
        o.high_pct, c.currency, greatest(1, round(o.window_seconds / 86400.0))::int as days,
        (((o.evidence -> 'planned' ->> 'applied_at')::timestamptz at time zone a.timezone)::date) as changed_on
      from outcomes o
      join recommendations r on r.id = o.recommendation_id
      join campaigns c on c.campaign_id = o.campaign_id
      join ad_accounts a on a.ad_account_id = c.ad_account_id
      where ${measured} and o.status = 'measured' and o.metric in (${wanted}) and o.effect_pct > -100
        and ${isFollowed}
      order by o.recommendation_id, array_position(array[${wanted}], o.metric), o.outcome_id),
    spent as (
      select f.*, d.dt > f.changed_on as is_after, d.spend_minor, d.revenue_minor
      from followed f
      join fct_ad_metric_daily d on d.campaign_id = f.campaign_id and d.ad_id = ''
        and d.dt <> f.changed_on and d.dt between f.changed_on - f.days and f.changed_on + f.days)
    select currency, metric, effect_pct, low_pct, high_pct,
      sum(spend_minor) filter (where is_after) as spend,
      coalesce(sum(revenue_minor) filter (where is_after), 0) as revenue,
      coalesce(sum(spend_minor) filter (where not is_after), 0) as spend_before,
      coalesce(sum(revenue_minor) filter (where not is_after), 0) as revenue_before
    from spent
    group by recommendation_id, currency, metric, effect_pct, low_pct, high_pct
    having sum(spend_minor) filter (where is_after) is not null
    order by recommendation_id`);
  const found = z.array(rowSchema).parse([...rows]);
  if (found.length === 0) return [];
  const { base_currency } = await readMoneySettings(tx);
  const rates = await readRates(tx, base_currency, [...new Set(['USD', ...found.map((each) => each.currency)])]);
  const usd = rates.get('USD');
  return found.flatMap(({ currency, spend, revenue, spend_before, revenue_before, ...effect }) => {
    const rate = currency === 'USD' ? 1 : ratio(rates.get(currency), usd);
    if (rate === null) return [];
    const inUsd = (minor: number) => toMajor(minor, currency) * rate;
    const after = { spend: inUsd(spend), revenue: inUsd(revenue) };
    return [{ ...effect, ...after, spend_before: inUsd(spend_before), revenue_before: inUsd(revenue_before) }];
  });
}

/** Of recommendations `r`: shown to people, and followed by a person's or the rule's yes. */
const isFollowed = sql`r.mode <> 'shadow' and (r.human_decision = 'approved' or r.auto_approved)`;

function ratio(one: number | undefined, other: number | undefined): number | null {
  return one === undefined || other === undefined ? null : one / other;
}

/** How many followed recommendations had an outcome come to its end, whatever it could tell. */
export async function countFollowed(tx: TenantTransaction, measured: SQL): Promise<number> {
  const [row] = await tx.execute(sql`
    select count(distinct o.recommendation_id) as followed
    from outcomes o join recommendations r on r.id = o.recommendation_id
    where ${measured} and o.status = 'measured' and ${isFollowed}`);
  return z.object({ followed: count }).parse(row).followed;
}
