import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { RejectReason } from '../../../contracts/rejection.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import type { ApprovalView } from './approval-view.ts';
import { ManyOutcome } from './ManyOutcome.tsx';
import { type Many, manyOf } from './many.ts';
import { RiskTag } from './RiskTag.tsx';
import { rejectReasons } from './reject-reasons.ts';
import { useDecideMany } from './useDecideMany.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

const words = {
  approve: { title: 'Approve these?', confirm: 'Approve', none: 'Nothing of this can be approved together.' },
  reject: { title: 'Reject these?', confirm: 'Reject', none: 'Nothing of this can be rejected by you.' },
} as const;

const reasonChoices = rejectReasons.map(({ reason, label }) => ({ id: reason, name: label }));

/** Several decisions with one click: first what they amount to and what is left out, then what became of each. */
export function ManyDialog(props: {
  picked: readonly ApprovalView[];
  kind: 'approve' | 'reject';
  onClose: () => void;
}) {
  const { kind, onClose } = props;
  const id = useId();
  // What was asked about stays as it was asked, whatever the list does meanwhile.
  const [many] = useState(() => manyOf(props.picked, kind));
  const [reason, setReason] = useState<RejectReason>('bad_timing');
  const { decide, takeBack } = useDecideMany();
  const { title, confirm, none } = words[kind];
  const count = many.included.length;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{decide.data === undefined ? title : 'What became of them'}</DialogTitle>
      <DialogContent>
        {decide.data !== undefined ? (
          <ManyOutcome kind={kind} results={decide.data} takenBack={takeBack.data} />
        ) : count === 0 ? (
          <Alert severity="info">{none}</Alert>
        ) : (
          <Sheet many={many} />
        )}
        {decide.data === undefined && kind === 'reject' && count > 0 ? (
          <Box sx={{ mt: 2 }}>
            <ChoiceField label="Why not?" value={reason} choices={reasonChoices} onChange={setReason} />
          </Box>
        ) : null}
        {decide.data !== undefined || many.excluded.length === 0 ? null : <Excluded many={many} />}
      </DialogContent>
      <DialogActions>
        {kind === 'approve' && decide.data !== undefined && takeBack.data === undefined ? (
          <Button
            disabled={takeBack.isPending}
            onClick={() => takeBack.mutate(decide.data.filter(({ refused }) => refused === null))}
          >
            Take all of them back
          </Button>
        ) : null}
        <Button onClick={onClose}>{decide.data === undefined ? 'Cancel' : 'Close'}</Button>
        {decide.data !== undefined || count === 0 ? null : (
          <Button
            variant="contained"
            autoFocus
            disabled={decide.isPending}
            onClick={() => decide.mutate({ approvals: many.included, reason: kind === 'reject' ? reason : null })}
          >
            {decide.isPending ? 'Sending …' : `${confirm} ${count}`}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Sheet(props: { many: Many }) {
  const sentence = useDecisionSentence();
  return (
    <>
      <Typography sx={{ fontWeight: 600, mb: 1.5 }}>{props.many.summary}</Typography>
      <Box component="ul" aria-label="Decided together" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {props.many.included.map((approval) => (
          <Box component="li" key={approval.id} sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
            <span>{sentence(approval)}</span>
            <Box component="span" sx={{ flexShrink: 0 }}>
              <RiskTag level={approval.recommendation?.risk_level ?? ''} />
            </Box>
          </Box>
        ))}
      </Box>
    </>
  );
}

function Excluded(props: { many: Many }) {
  const sentence = useDecisionSentence();
  return (
    <>
      <Typography component="h3" variant="h3" sx={{ mt: 2.5 }}>
        Left out
      </Typography>
      <Box component="ul" aria-label="Left out" sx={{ m: 0, pl: 2.5, fontSize: '0.88rem' }}>
        {props.many.excluded.map(({ approval, why }) => (
          <li key={approval.id}>{`${sentence(approval)}. ${why}`}</li>
        ))}
      </Box>
    </>
  );
}
