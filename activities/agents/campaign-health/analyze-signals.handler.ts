import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { analyse } from '../../reasoning/index.ts';
import { analyzeSignals } from './analyze-signals.action.ts';
import { rulesOnly } from './stages/rules-only.ts';

/** Pure computation; nothing is read but the params. */
export function createAnalyzeSignalsHandler(): BoundHandler {
  return bindRun({
    definition: analyzeSignals,
    run: async ({ context, iteration, critique }) => {
      if (context.campaign_metrics === null) {
        const why = context.sources.find((each) => each.source === 'campaign_metrics')?.reason;
        throw new CodedError('CAMPAIGN_DATA_MISSING', why ?? 'The metrics of the campaign could not be collected.', {
          ...{ campaign_id: context.campaign_id, missing_sources: context.missing_sources },
        });
      }
      return analyse(context, { iteration, critique: rulesOnly(critique) });
    },
  });
}
