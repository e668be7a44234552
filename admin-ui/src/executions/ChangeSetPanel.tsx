import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { entityName, fieldName, formatValue } from '../changes/describe-change.ts';
import { Panel } from '../layout/Panel.tsx';
import { formatChange } from '../money/percent.ts';
import type { ExecutionChangeSet } from './execution-view.ts';
import { WriteProgress } from './WriteProgress.tsx';

/** A change set of an execution: each change from before to after, and how far its write has come. */
export function ChangeSetPanel(props: { changeSet: ExecutionChangeSet }) {
  const { changeSet } = props;
  const { changes, currency } = changeSet.change_set;
  const intents = changeSet.intents ?? [];
  return (
    <Panel
      title="Planned and applied"
      aside={
        changeSet.approval_id === null ? null : (
          <Box
            component={Link}
            to={`/approvals/${changeSet.approval_id}/show`}
            sx={{ color: 'primary.main', fontSize: '0.85rem', display: 'inline-block', minHeight: 24 }}
          >
            See the decision
          </Box>
        )
      }
    >
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {changes.map((change) => {
          const intent = intents.find(
            (each) => each.change.entity_id === change.entity_id && each.change.field === change.field,
          );
          return (
            <Box component="li" key={`${change.entity_id} ${change.field}`} sx={{ display: 'grid', gap: 1 }}>
              <Box sx={{ fontSize: '0.94rem' }}>
                <strong>{fieldName(change.field)}</strong>
                {` of ${entityName(change.entity_type)} ${change.entity_name || change.entity_id}: `}
                {formatValue(change.field, change.before, currency)} →{' '}
                <strong>{formatValue(change.field, change.after, currency)}</strong>
                {change.change_pct == null ? '' : ` (${formatChange(change.change_pct)})`}
              </Box>
              <WriteProgress state={intent?.state ?? 'intended'} />
              {intent?.last_error == null ? null : (
                <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>{`Last error: ${intent.last_error}`}</Box>
              )}
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
}
