import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { fieldName, formatValue } from '../changes/describe-change.ts';
import type { ExecutionView } from './execution-view.ts';

/** The changes of an execution that reached the platform and stand; nothing when there are none. */
export function StandingChanges(props: { execution: ExecutionView; title: string }) {
  const standing = (props.execution.receipts ?? []).filter((receipt) => receipt.undone_by_execution_id === null);
  const currency = props.execution.change_sets?.[0]?.change_set.currency ?? 'USD';
  if (standing.length === 0) return null;
  return (
    <Box>
      <Typography variant="body2" sx={{ fontWeight: 650 }}>
        {props.title}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.88rem' }}>
        {standing.map(({ receipt_id, change }) => (
          <li key={receipt_id}>
            {`${fieldName(change.field)} of ${change.entity_name || change.entity_id}: ${formatValue(change.field, change.before, change.currency ?? currency)} → ${formatValue(change.field, change.after, change.currency ?? currency)}`}
          </li>
        ))}
      </Box>
    </Box>
  );
}
