import { CodedError } from '../../contracts/errors/index.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { findRecommendation, type RecommendationRow } from '../../db/queries/recommendations-list.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { waitUntil } from '../events/wait-until.ts';
import type { CallerPart } from '../operation/operation.ts';

/** How long a request waits for an analysis. */
export const analysisWithinMs = 28_000;

/**
 * Waits for the recommendation of an execution; null when the time is over. Throws ANALYSIS_FAILED, with the execution’s
 * own code, when the execution ends without one.
 */
export async function awaitRecommendation(
  deps: Pick<ApiDependencies, 'events'>,
  caller: CallerPart,
  execution: { readonly execution_id: string; readonly signal: AbortSignal },
): Promise<RecommendationRow | null> {
  const { execution_id, signal } = execution;
  return waitUntil(deps.events, { execution_id, signal, timeout_ms: analysisWithinMs }, () =>
    caller.inTenant(async (tx) => {
      // The status first: a recommendation that was committed with the end is then seen.
      const state = await findExecution(tx, execution_id);
      const made = await findRecommendation(tx, { execution_id });
      if (made !== null || state === null || !finalStatuses.includes(state.status)) return made;
      throw new CodedError('ANALYSIS_FAILED', state.error_message ?? 'The execution ended without a recommendation.', {
        execution_id,
        execution_status: state.status,
        execution_error_code: state.error_code,
      });
    }),
  );
}
