import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { readMetricDays, readMetricsOwner } from '../../../db/queries/metrics.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { checkPace } from './check.action.ts';
import { daysAfter, monthStart, paceOf } from './pace.ts';

/** Reads stored full days of the month, and of the week before today where the month is young. */
export function createCheckPaceHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: checkPace,
    run: ({ campaign_id, monthly_budget_minor, tolerance_pct, at }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const owner = await readMetricsOwner(tx, campaign_id);
        if (owner === null) {
          throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
        }
        const moment = at ? new Date(at) : deps.clock.now();
        const today = new Intl.DateTimeFormat('en-CA', { timeZone: owner.timezone }).format(moment);
        const since = [monthStart(today), daysAfter(today, -7)].sort()[0] ?? today;
        const days = await readMetricDays(tx, campaign_id, since, today);
        return paceOf({
          ...{ campaign_id, campaign_name: owner.campaign_name, currency: owner.currency, at: moment.toISOString() },
          ...{ today, tolerance_pct, daily_budget_minor: owner.daily_budget_minor },
          monthly_budget_minor: monthly_budget_minor ?? null,
          days: days.map(({ dt, spend_minor }) => ({ dt, spend_minor })),
        });
      }),
  });
}
