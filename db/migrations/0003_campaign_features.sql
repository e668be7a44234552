-- Minor units in one major unit of a currency (ISO 4217): the same list as contracts/money.ts, and a test compares them.
create function minor_per_major(currency text) returns double precision
language sql immutable parallel safe set search_path = pg_catalog as $$
  select case
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 1
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 1000
    else 100
  end::double precision
$$;
--> statement-breakpoint
create function change_pct(after double precision, before double precision) returns double precision
language sql immutable parallel safe set search_path = pg_catalog as $$
  select 100 * (after - before) / nullif(abs(before), 0)
$$;
--> statement-breakpoint
-- Sums of one campaign over the days first_day..last_day. A day's row for the whole campaign (ad_id '') wins over the rows
-- of its ads, so that a day is never counted twice. Runs with the caller's rights.
create function campaign_window(wanted_tenant_id uuid, wanted_campaign_id text, first_day date, last_day date)
returns table (
  days integer, impressions double precision, clicks double precision, spend_minor double precision,
  conversions double precision, revenue_minor double precision, frequency double precision,
  impression_share double precision, daily_reach double precision[]
)
language sql stable as $$
  select count(*)::integer, sum(d.impressions), sum(d.clicks), sum(d.spend_minor), sum(d.conversions), sum(d.revenue_minor),
    avg(d.frequency),
    sum(d.impressions) filter (where d.eligible > 0) / nullif(sum(d.eligible), 0),
    array_agg(d.reach) filter (where d.reach is not null)
  from (
    select r.dt, sum(r.impressions)::double precision as impressions, sum(r.clicks)::double precision as clicks,
      sum(r.spend_minor)::double precision as spend_minor, sum(r.conversions) as conversions,
      sum(r.revenue_minor)::double precision as revenue_minor, avg(r.frequency) as frequency,
      max(r.reach)::double precision as reach, sum(r.impressions / nullif(r.impression_share, 0)) as eligible
    from (
      select f.*, rank() over (partition by f.dt order by f.ad_id = '' desc) as preference
      from public.fct_ad_metric_daily f
      where f.tenant_id = wanted_tenant_id and f.campaign_id = wanted_campaign_id and f.dt between first_day and last_day
    ) r
    where r.preference = 1
    group by r.dt
  ) d
$$;
--> statement-breakpoint
-- The 7 full days that end at `newest` against the 7 before. `newest` is the newest day with data up to yesterday in the
-- account's time zone: today is never full, and where the data stops earlier, its end is the last thing that is known;
-- counting back from today would then read missing days as a collapse.
create view campaign_features with (security_invoker = true) as
select
  c.tenant_id,
  c.campaign_id::text as campaign_id,
  now_7.cpa, change_pct(now_7.cpa, before_7.cpa) as cpa_change_pct,
  now_7.ctr, change_pct(now_7.ctr, before_7.ctr) as ctr_change_pct,
  now_7.cpc, change_pct(now_7.cpc, before_7.cpc) as cpc_change_pct,
  now_7.cpm, change_pct(now_7.cpm, before_7.cpm) as cpm_change_pct,
  now_7.conversion_rate, change_pct(now_7.conversion_rate, before_7.conversion_rate) as conversion_rate_change_pct,
  now_7.spend, change_pct(now_7.spend, before_7.spend) as spend_change_pct,
  now_7.impressions::bigint as impressions,
  now_7.clicks::bigint as clicks,
  now_7.conversions,
  now_7.revenue,
  now_7.roas, change_pct(now_7.roas, before_7.roas) as roas_change_pct,
  now_7.frequency, change_pct(now_7.frequency, before_7.frequency) as frequency_change_pct,
  now_7.impression_share,
  -- Daily reach does not add up over days. Taking the days as independent draws from the audience, the share of people
  -- met at least once is one minus the product of each day's share of people not met.
  case when c.audience_size > 0 and now_7.daily_reach is not null then
    100 * (1 - (select exp(sum(ln(greatest(1 - reach / c.audience_size, 1e-9)))) from unnest(now_7.daily_reach) as reach))
  end as audience_saturation_pct,
  now_7.spend / nullif(now_7.days, 0) / nullif(c.daily_budget_minor / unit.minor, 0) as budget_utilization,
  c.daily_budget_minor / unit.minor as daily_budget,
  (select count(distinct f.dt)::integer from fct_ad_metric_daily f
    where f.tenant_id = c.tenant_id and f.campaign_id = c.campaign_id
      and f.dt between anchor.newest - 27 and anchor.newest) as days_with_data,
  c.status,
  c.platform::text as platform,
  c.currency
from campaigns c
join ad_accounts a on a.tenant_id = c.tenant_id and a.ad_account_id = c.ad_account_id
cross join lateral (select minor_per_major(c.currency) as minor) unit
cross join lateral (
  select max(f.dt) as newest from fct_ad_metric_daily f
  where f.tenant_id = c.tenant_id and f.campaign_id = c.campaign_id and f.dt < (now() at time zone a.timezone)::date
) anchor
cross join lateral (
  select w.*, w.spend_minor / unit.minor as spend, w.revenue_minor / unit.minor as revenue,
    w.spend_minor / unit.minor / nullif(w.conversions, 0) as cpa, w.clicks / nullif(w.impressions, 0) as ctr,
    w.spend_minor / unit.minor / nullif(w.clicks, 0) as cpc, 1000 * w.spend_minor / unit.minor / nullif(w.impressions, 0) as cpm,
    w.conversions / nullif(w.clicks, 0) as conversion_rate, w.revenue_minor / nullif(w.spend_minor, 0) as roas
  from campaign_window(c.tenant_id, c.campaign_id, anchor.newest - 6, anchor.newest) w
) now_7
cross join lateral (
  select w.*, w.spend_minor / unit.minor as spend,
    w.spend_minor / unit.minor / nullif(w.conversions, 0) as cpa, w.clicks / nullif(w.impressions, 0) as ctr,
    w.spend_minor / unit.minor / nullif(w.clicks, 0) as cpc, 1000 * w.spend_minor / unit.minor / nullif(w.impressions, 0) as cpm,
    w.conversions / nullif(w.clicks, 0) as conversion_rate, w.revenue_minor / nullif(w.spend_minor, 0) as roas
  from campaign_window(c.tenant_id, c.campaign_id, anchor.newest - 13, anchor.newest - 7) w
) before_7;
--> statement-breakpoint
grant select on campaign_features to mbi_app;
