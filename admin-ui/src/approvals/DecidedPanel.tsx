import Box from '@mui/material/Box';
import { reasonWords } from '../../../contracts/rejection.ts';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';
import { approvalStatusLabel } from './describe-approval.ts';

/** Who decided what, when, through which channel, and why; nothing while nobody has. */
export function DecidedPanel(props: { approval: ApprovalView }) {
  const { approval } = props;
  if (approval.decisions.length === 0) return null;
  return (
    <Panel title={approvalStatusLabel(approval.status)}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, fontSize: '0.9rem' }}>
        {approval.decisions.map((decision) => (
          <li key={decision.decision_id}>
            <strong>{decision.actor_email}</strong>
            {` – ${decision.decision}${decision.status === 'ignored' ? ' (not counted)' : ''}`}
            {decision.created_at === '' ? '' : `, ${formatMoment(decision.created_at)}`}
            {decision.channel === '' ? '' : `, by ${decision.channel}`}
            {decision.reason === null ? null : (
              <Box sx={{ color: 'text.secondary' }}>{reasonWords(decision.reason)}</Box>
            )}
          </li>
        ))}
      </Box>
    </Panel>
  );
}
