import CheckIcon from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';
import { cannotDecideWords } from './describe-approval.ts';
import { MoreMenu } from './MoreMenu.tsx';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** Approve, edit, reject; or why not, when this person may not decide. */
export function DecisionButtons(props: { approval: ApprovalView; after?: () => void; size?: 'small' | 'medium' }) {
  const { approval, after, size = 'medium' } = props;
  const decisions = useDecisions();
  const subject = useDecisionSentence()(approval);
  const minHeight = { xs: 44, sm: size === 'small' ? 34 : 40 };
  if (!approval.can_decide) {
    return (
      <Box sx={{ fontSize: '0.82rem', color: 'text.secondary' }}>{cannotDecideWords(approval.cannot_decide_code)}</Box>
    );
  }
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        justifyContent: 'flex-end',
        width: { xs: '100%', sm: 'auto' },
        minWidth: { md: 300 },
      }}
    >
      <Button
        variant="contained"
        size={size}
        startIcon={<CheckIcon />}
        disabled={decisions.busy}
        onClick={() => decisions.approve(approval, after)}
        aria-label={`Approve: ${subject}`}
        sx={{ minHeight, flexGrow: { xs: 1, sm: 0 } }}
      >
        Approve
      </Button>
      {approval.editable.length === 0 ? null : (
        <Button
          variant="outlined"
          size={size}
          onClick={() => decisions.askEdit(approval)}
          aria-label={`Edit: ${subject}`}
          sx={{ minHeight }}
        >
          Edit
        </Button>
      )}
      <Button
        variant="outlined"
        color="inherit"
        size={size}
        onClick={() => decisions.askReject(approval, after)}
        aria-label={`Reject: ${subject}`}
        sx={{ minHeight, borderColor: 'divider' }}
      >
        Reject
      </Button>
      <MoreMenu approval={approval} after={after} />
    </Box>
  );
}
