import { z } from 'zod';
import { calendarEventSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readEventsAbout } from '../../../../db/queries/calendar-events.ts';
import { type CollectorDependencies, createCollector } from '../collector/collector.ts';
import { outsideText } from '../collector/outside-text.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import { momentKey } from '../collector/subject.ts';
import { comparedPeriods, dateIn } from '../facts/figures.ts';
import { probeDatabase } from '../probe/probe-accounts.ts';
import { countriesOf, holidaysBetween } from './holidays.ts';

/** The collector of events: what was entered, and the holidays of the account's country by rule, over the compared weeks. */
export function createCalendarCollector(
  deps: CollectorDependencies &
    SourceDependencies & {
      readonly database: Database;
      /** For accounts whose time zone names no country. */
      readonly holiday_countries: readonly string[];
      readonly ttl_seconds: number;
    },
) {
  const source = createSource(deps, {
    name: 'calendar',
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 0,
    schema: z.array(calendarEventSchema),
    keyOf: async (subject) => {
      const { campaign_id, timezone } = subject.campaign;
      return `${campaign_id}${momentKey(subject)}#${dateIn(subject.at, timezone)}`;
    },
    fetch: async ({ tenant_id, campaign, at }) => {
      const { campaign_id, industry, timezone } = campaign;
      const about = {
        campaign_id,
        industry,
        since: comparedPeriods(at, timezone).previous_start,
        until: dateIn(at, timezone),
      };
      const entered = await withTenant(deps.database, tenant_id, (tx) => readEventsAbout(tx, about));
      const told = entered.map(({ name, kind, starts_on, ends_on, expected_cpa_change_pct, source: from }) => ({
        ...{ name: outsideText(name), kind, starts_on, ends_on, expected_cpa_change_pct, source: outsideText(from) },
      }));
      return [...told, ...holidaysBetween(about.since, about.until, countriesOf(timezone, deps.holiday_countries))];
    },
  });
  return createCollector(deps, {
    name: 'calendar',
    source: 'calendar_events',
    schema: z.array(calendarEventSchema),
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { value: data, ...how } = await source.ask(subject, deadline);
      const { timezone } = subject.campaign;
      const period = { start: comparedPeriods(subject.at, timezone).previous_start, end: dateIn(subject.at, timezone) };
      return { data, period, ...how };
    },
    probe: (tenant_id) => probeDatabase(deps, tenant_id),
  });
}
