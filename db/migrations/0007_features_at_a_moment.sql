-- The feature view as it was at any moment: the same 7 full days against the 7 before, counted back from `as_of`.
-- Status, budget and audience are those of today, because their past is not kept. Runs with the caller's rights, and is
-- one select, so that Postgres can look into it and push conditions on the campaign down.
create function campaign_features_at(as_of timestamptz) returns table (
  tenant_id uuid, campaign_id text, cpa double precision, cpa_change_pct double precision, ctr double precision,
  ctr_change_pct double precision, cpc double precision, cpc_change_pct double precision, cpm double precision,
  cpm_change_pct double precision, conversion_rate double precision, conversion_rate_change_pct double precision,
  spend double precision, spend_change_pct double precision, impressions bigint, clicks bigint,
  conversions double precision, revenue double precision, roas double precision, roas_change_pct double precision,
  frequency double precision, frequency_change_pct double precision, impression_share double precision,
  audience_saturation_pct double precision, budget_utilization double precision, daily_budget double precision,
  days_with_data integer, status text, platform text, currency text
)
language sql stable as $$
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
    (select count(distinct f.dt)::integer from public.fct_ad_metric_daily f
      where f.tenant_id = c.tenant_id and f.campaign_id = c.campaign_id
        and f.dt between anchor.newest - 27 and anchor.newest) as days_with_data,
    c.status,
    c.platform::text as platform,
    c.currency
  from public.campaigns c
  join public.ad_accounts a on a.tenant_id = c.tenant_id and a.ad_account_id = c.ad_account_id
  cross join lateral (select public.minor_per_major(c.currency) as minor) unit
  cross join lateral (
    select max(f.dt) as newest from public.fct_ad_metric_daily f
    where f.tenant_id = c.tenant_id and f.campaign_id = c.campaign_id and f.dt < (as_of at time zone a.timezone)::date
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
  ) before_7
$$;
--> statement-breakpoint
grant execute on function campaign_features_at(timestamptz) to mbi_app;
--> statement-breakpoint
create or replace view campaign_features with (security_invoker = true) as select * from campaign_features_at(now());
