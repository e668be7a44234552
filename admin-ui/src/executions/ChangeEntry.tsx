import Box from '@mui/material/Box';
import type { ChangeView } from '../changes/change-view.ts';
import { entityName, fieldName, formatValue } from '../changes/describe-change.ts';
import { standingOf } from '../changes/describe-record.ts';
import { StandingSteps } from '../changes/StandingSteps.tsx';
import { formatChange } from '../money/percent.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import type { IntentView } from './execution-view.ts';

/** One change of a set: from before to after, how far its write has come, and the way to everything about it. */
export function ChangeEntry(props: {
  change: ChangeView;
  currency: string;
  /** Named where the set reaches over several campaigns. */
  campaign: string | null;
  intent: IntentView | null;
}) {
  const { change, campaign, intent } = props;
  const currency = intent?.currency ?? props.currency;
  const standing = standingOf(intent?.state ?? 'intended', intent ?? {});
  const within = campaign === null || change.entity_type === 'campaign' ? '' : ` (${campaign})`;
  return (
    <Box component="li" sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ fontSize: '0.94rem', overflowWrap: 'anywhere' }}>
        <strong>{fieldName(change.field)}</strong>
        {` of ${entityName(change.entity_type)} ${change.entity_name || change.entity_id}${within}: `}
        {formatValue(change.field, change.before, currency)} →{' '}
        <strong>{formatValue(change.field, change.after, currency)}</strong>
        {change.change_pct == null ? '' : ` (${formatChange(change.change_pct)})`}
      </Box>
      {standing === null ? null : <StandingSteps standing={standing} />}
      {intent?.last_error == null ? null : (
        <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>{`Last error: ${intent.last_error}`}</Box>
      )}
      {intent === null ? null : (
        <RecordLink to={`/changes/${intent.intent_id}/show`}>
          {intent.state === 'needs_human' ? 'Say what became of it' : 'Everything about this change'}
        </RecordLink>
      )}
    </Box>
  );
}
