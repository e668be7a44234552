import { CodedError } from '../../../../contracts/errors/index.ts';
import { toMajor } from '../../../../contracts/money.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readMetricDays } from '../../../../db/queries/metrics.ts';
import type { OutcomeContext } from '../../../../db/queries/outcome-facts.ts';
import type { OutcomeReader } from '../../../ad-platforms/outcome-reader.ts';
import { shiftDate } from '../collect/period.ts';
import { historyDays, measureEffect } from './counterfactual.ts';
import { dayValues, isAmount } from './day-values.ts';
import type { DayValue, Effect } from './effect.ts';
import type { MeasuredWindow } from './measured-window.ts';
import { datesBetween } from './prepare-series.ts';

/** What measuring needs. */
export type EffectParts = {
  readonly database: Database;
  readonly reader: OutcomeReader;
  readonly heartbeat: () => void;
};

/** An effect, where its days came from, and the controls that could not be read. */
export type ReadEffect = {
  readonly effect: Effect;
  readonly source: 'platform' | 'stored';
  readonly unreadable: readonly string[];
};

/**
 * Reads the days of the campaign and of its possible controls again from the platform, and measures. Days after
 * `settled_until` are left out, because they still fill up. Throws what reading the measured campaign throws; a control that
 * cannot be read is left out and named.
 */
export async function readEffect(
  parts: EffectParts,
  tenant_id: string,
  { outcome, currency }: OutcomeContext,
  window: MeasuredWindow,
  using: { readonly left_alone: readonly string[]; readonly settled_until: string },
): Promise<ReadEffect> {
  const { database, reader, heartbeat } = parts;
  const since = shiftDate(window.last_day_before, 1 - historyDays);
  const until = window.last_day;
  const daysOf = async (campaign_id: string, source: ReadEffect['source']): Promise<readonly DayValue[]> => {
    const stored = await withTenant(database, tenant_id, (tx) =>
      readMetricDays(tx, campaign_id, since, shiftDate(until, 1)),
    );
    const settled = stored.filter((day) => day.dt < window.changed_on || day.dt <= using.settled_until);
    // Effects are factors, so another campaign may be in another currency.
    const money = currency ?? 'USD';
    const major = settled.map((day) => ({
      ...day,
      spend: toMajor(day.spend_minor, money),
      revenue: toMajor(day.revenue_minor, money),
    }));
    const values = dayValues(major, outcome.metric);
    const complete = [until, using.settled_until].sort()[0] ?? until;
    return source === 'platform' && isAmount(outcome.metric) ? withIdleDays(values, complete) : values;
  };
  const source = await reader.refreshDays(tenant_id, outcome.campaign_id, since, until);
  const unreadable: string[] = [];
  const controls = [];
  for (const campaign_id of using.left_alone) {
    heartbeat();
    try {
      const read = await reader.refreshDays(tenant_id, campaign_id, since, until);
      controls.push({ campaign_id, days: await daysOf(campaign_id, read) });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      unreadable.push(campaign_id);
    }
  }
  const effect = measureEffect({
    ...{ days: await daysOf(outcome.campaign_id, source), controls, interval_level: outcome.interval_level },
    ...{ changed_on: window.changed_on, window_days: window.window_days, last_day_before: window.last_day_before },
  });
  return { effect, source, unreadable };
}

/** Platforms leave out the days on which nothing was delivered. Once a campaign has begun, such a day is one of nothing. */
function withIdleDays(days: readonly DayValue[], until: string): readonly DayValue[] {
  const [first] = days;
  if (first === undefined) return days;
  const known = new Map(days.map((day) => [day.dt, day]));
  return datesBetween(first.dt, until).map((dt) => known.get(dt) ?? { dt, numerator: 0, denominator: 1 });
}
