import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { analyzeSignals } from './analyze-signals.action.ts';
import { analysisOf } from './stages/analysis-of.ts';
import { outcomeRecordOf } from './stages/outcome-record.ts';
import { findingsOf } from './stages/proposal-of.ts';

/** The engine weighs the causes; the tenant's own outcomes say how sure that was worth before. */
export function createAnalyzeSignalsHandler(deps: Pick<HandlerDependencies, 'database'>): BoundHandler {
  return bindRun({
    definition: analyzeSignals,
    run: async ({ context, iteration, critique }, { origin }) => {
      const calibration = await outcomeRecordOf(deps.database, origin.tenant_id).calibration();
      return { ...analysisOf(context, { iteration, calibration }), critique_seen: findingsOf(critique ?? []) };
    },
  });
}
