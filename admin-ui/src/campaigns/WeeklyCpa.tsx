import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMetric } from '../money/metric-value.ts';
import { formatChange } from '../money/percent.ts';
import type { CampaignView } from './campaign-view.ts';
import { cpaTone } from './cpa-tone.ts';

/** What a conversion cost in the last seven full days, with the change against the seven before. */
export function WeeklyCpa(props: { campaign: CampaignView }) {
  const { features, currency, target_cpa_minor } = props.campaign;
  if (features?.cpa == null) return '–';
  const { cpa, cpa_change_pct } = features;
  return (
    <>
      {formatMetric('cpa', cpa, currency)}
      {cpa_change_pct === null ? null : (
        <>
          {' '}
          <ToneChip tone={cpaTone({ cpa, cpa_change_pct, target_cpa_minor, currency })}>
            {formatChange(cpa_change_pct)}
          </ToneChip>
        </>
      )}
    </>
  );
}
