import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { Council } from '../../../contracts/council.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { ownerOf } from './critique.handler.ts';
import { recommendForContext } from './recommend-for-context.action.ts';
import { outcomeRecordOf } from './stages/outcome-record.ts';
import { reasonInStages } from './stages/reason-in-stages.ts';

/** The same stages as the playbook’s, one after the other, within the same time. */
export function createRecommendForContextHandler(
  deps: Pick<HandlerDependencies, 'database' | 'clock'> & { readonly council: Council | null },
): BoundHandler {
  return bindRun({
    definition: recommendForContext,
    run: (params, call) => {
      const record = outcomeRecordOf(deps.database, call.origin.tenant_id);
      return reasonInStages({ ...deps, record, log: call.log }, params, ownerOf(call));
    },
  });
}
