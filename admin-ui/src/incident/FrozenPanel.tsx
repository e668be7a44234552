import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ApprovalView } from '../approvals/approval-view.ts';
import { useDecisionSentence } from '../approvals/useDecisionSentence.ts';
import { Panel } from '../layout/Panel.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';

/** Decisions that a stop has frozen: not lost, their clocks stand still. */
export function FrozenPanel(props: { approvals: readonly ApprovalView[] }) {
  const sentence = useDecisionSentence();
  const frozen = props.approvals.filter((approval) => approval.frozen_at !== null);
  return (
    <Panel title="What is frozen">
      {frozen.length === 0 ? (
        <Typography variant="body2">No decision is frozen.</Typography>
      ) : (
        <>
          <Typography variant="body2" sx={{ mb: 1 }}>
            {`${frozen.length} ${frozen.length === 1 ? 'decision keeps its place; its deadline stands' : 'decisions keep their places; their deadlines stand'} still until writes may go out again.`}
          </Typography>
          <Box component="ul" aria-label="Frozen decisions" sx={{ m: 0, pl: 2.5, fontSize: '0.9rem' }}>
            {frozen.map((approval) => (
              <li key={approval.id}>
                <RecordLink to={`/approvals/${approval.id}/show`}>{sentence(approval)}</RecordLink>
              </li>
            ))}
          </Box>
        </>
      )}
    </Panel>
  );
}
