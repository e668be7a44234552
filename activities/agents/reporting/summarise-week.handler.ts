import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { countActivity, listTopFailures, readPeriodMoney } from '../../../db/queries/week-report.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { summariseWeek } from './summarise-week.action.ts';
import { weekWords } from './week-words.ts';

const dayMs = 86_400_000;
const mostFailures = 5;

/** Reads the records of the tenant alone; nothing is estimated and no model words it. */
export function createSummariseWeekHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: summariseWeek,
    run: ({ days }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const until = deps.clock.now();
        const since = new Date(until.getTime() - days * dayMs);
        const counts = await countActivity(tx, { since, until });
        const money = await readPeriodMoney(tx, { since, until });
        const failures = await listTopFailures(tx, { since, until, limit: mostFailures });
        const { waiting, executions, ...happened } = counts;
        return {
          ...counts,
          ...{ since: since.toISOString(), until: until.toISOString(), money, failures },
          anything_happened: waiting > 0 || Object.values(happened).some((count) => count > 0),
          title: `What happened in the last ${days} days`,
          text: weekWords(counts, money, failures),
        };
      }),
  });
}
