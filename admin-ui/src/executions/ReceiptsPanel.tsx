import Box from '@mui/material/Box';
import { fieldName, formatValue } from '../changes/describe-change.ts';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ReceiptView } from './execution-view.ts';

const proofs: Readonly<Record<string, string>> = {
  answer_and_read_back: 'The platform confirmed it, and reading it back showed the new value.',
  read_back_only: 'The platform’s answer was lost; reading back showed the new value. It was not sent again.',
};

/** Proof of what reached the platform. */
export function ReceiptsPanel(props: { receipts: readonly ReceiptView[]; currency: string }) {
  if (props.receipts.length === 0) return null;
  return (
    <Panel title="Receipts">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.75, fontSize: '0.9rem' }}>
        {props.receipts.map((receipt) => (
          <li key={receipt.receipt_id}>
            <strong>{`${fieldName(receipt.change.field)} is now ${formatValue(receipt.change.field, receipt.change.after, receipt.change.currency ?? props.currency)}`}</strong>
            {`, was ${formatValue(receipt.change.field, receipt.change.before, receipt.change.currency ?? props.currency)}`}
            <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
              {formatMoment(receipt.applied_at)}. {proofs[receipt.settled_by] ?? ''}
              {receipt.platform_request_id === null ? '' : ` Request ${receipt.platform_request_id}.`}
            </Box>
            {receipt.undone_by_execution_id === null ? null : <Box sx={{ fontWeight: 600 }}>Undone since.</Box>}
          </li>
        ))}
      </Box>
    </Panel>
  );
}
