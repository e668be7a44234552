import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { ownerOf } from './critique.handler.ts';
import { recommendForContext } from './recommend-for-context.action.ts';
import { outcomeRecordOf } from './stages/outcome-record.ts';
import { reasonInStages } from './stages/reason-in-stages.ts';
import { type VoiceDependencies, voicesOf } from './stages/voices-of.ts';

/** The same stages as the playbook’s, within the same time. */
export function createRecommendForContextHandler(deps: VoiceDependencies): BoundHandler {
  return bindRun({
    definition: recommendForContext,
    run: (params, call) => {
      const record = outcomeRecordOf(deps.database, call.origin.tenant_id);
      return reasonInStages({ ...voicesOf(deps, call), record }, params, ownerOf(call));
    },
  });
}
