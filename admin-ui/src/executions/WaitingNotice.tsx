import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { formatMoment } from '../time/describe-time.ts';
import type { ExecutionView } from './execution-view.ts';

/** Leads from a run to the decision that it waits for; nothing when it waits for none. */
export function WaitingNotice(props: { approvals: NonNullable<ExecutionView['approvals']> }) {
  const waiting = props.approvals.find(({ status }) => status === 'pending');
  if (waiting === undefined) return null;
  return (
    <Alert
      severity="info"
      variant="outlined"
      role="note"
      action={
        <Button component={Link} to={`/approvals/${waiting.approval_id}/show`} color="inherit" size="small">
          See the decision
        </Button>
      }
    >
      {`${waiting.title} Somebody must decide by ${formatMoment(waiting.expires_at)}.`}
    </Alert>
  );
}
