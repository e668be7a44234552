import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { countOverdueOutcomes, listMeasuredOutcomes } from '../../../db/queries/outcome-review.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { outcomeWords, rollbackTitle } from './outcome-words.ts';
import { reviewOutcomes } from './review-outcomes.action.ts';

const dayMs = 86_400_000;
const mostOutcomes = 200;
/** The measurement is tried for about a day before it is late. */
const patienceMs = dayMs;

/**
 * Judges nothing anew: the verdicts are those of the measurement. A change is proposed for taking back once; whoever has
 * said no is not asked again. Several outcomes of one execution make one proposal.
 */
export function createReviewOutcomesHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: reviewOutcomes,
    run: ({ days, most_rollbacks }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const until = deps.clock.now();
        const since = new Date(until.getTime() - days * dayMs);
        const outcomes = await listMeasuredOutcomes(tx, { since, until, limit: mostOutcomes });
        const overdue = await countOverdueOutcomes(tx, new Date(until.getTime() - patienceMs));
        const having = (verdict: string) => outcomes.filter((each) => each.verdict === verdict);
        const failed = having('negative').filter((each) => each.standing > 0 && !each.asked_before);
        const first = new Map([...failed].reverse().map((each) => [each.execution_id, each]));
        const candidates = failed.filter((each) => first.get(each.execution_id) === each).slice(0, most_rollbacks);
        const lines = [
          ...outcomes.map(outcomeWords),
          ...(overdue === 0 ? [] : [`${overdue} could not be measured in time.`]),
          ...(candidates.length === 0 ? [] : [`${candidates.length} should be taken back; people are asked.`]),
        ];
        return {
          measured: outcomes.length,
          positive: having('positive').length,
          negative: having('negative').length,
          inconclusive: having('inconclusive').length,
          overdue,
          outcomes,
          rollback_candidates: candidates.map((each) => ({ ...each, title: rollbackTitle(each) })),
          title: 'What changes have brought',
          text: lines.length === 0 ? 'Nothing was measured.' : lines.join('\n'),
        };
      }),
  });
}
