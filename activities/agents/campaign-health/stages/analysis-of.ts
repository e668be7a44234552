import { CodedError } from '../../../../contracts/errors/index.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import { type Analysis, analyse, type CalibrationPoints } from '../../../reasoning/index.ts';

/** The analysis of one pass, counted from 0. Throws CAMPAIGN_DATA_MISSING for a context without the campaign's own metrics. */
export function analysisOf(
  context: CampaignContext,
  options: { readonly iteration: number; readonly calibration: CalibrationPoints | null },
): Analysis {
  if (context.campaign_metrics !== null) return analyse(context, options);
  const why = context.sources.find((each) => each.source === 'campaign_metrics')?.reason;
  throw new CodedError('CAMPAIGN_DATA_MISSING', why ?? 'The metrics of the campaign could not be collected.', {
    ...{ campaign_id: context.campaign_id, missing_sources: context.missing_sources },
  });
}
