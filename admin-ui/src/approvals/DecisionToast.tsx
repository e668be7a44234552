import CloseIcon from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useNow } from '../layout/useNow.ts';
import { useReadable } from '../words/ReadableContext.ts';
import type { ApprovalView } from './approval-view.ts';

/** What was decided last, and whether it can still be taken back. */
export type Notice = {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly execution_id: string | null;
  readonly undo: { readonly approval: ApprovalView; readonly decision_id: string; readonly until_ms: number } | null;
};

const linger_ms = 8_000;

/** Shows the last decision with its countdown. The words are read aloud by the live region beside it, once. */
export function DecisionToast(props: { notice: Notice; onUndo: () => void; onClose: () => void }) {
  const { notice, onClose } = props;
  const say = useReadable();
  const now = useNow(250);
  const left = notice.undo === null ? 0 : Math.max(0, Math.ceil((notice.undo.until_ms - now) / 1_000));
  const ends_ms = notice.undo?.until_ms ?? 0;
  useEffect(() => {
    if (notice.tone === 'bad') return;
    const timer = setTimeout(onClose, Math.max(0, ends_ms - Date.now()) + linger_ms);
    return () => clearTimeout(timer);
  }, [notice, ends_ms, onClose]);
  return (
    <Paper
      role="region"
      aria-label="Last decision"
      elevation={8}
      sx={(theme) => ({
        position: 'fixed',
        zIndex: theme.zIndex.snackbar,
        bottom: { xs: 76, sm: 24 },
        left: { xs: 12, sm: '50%' },
        right: { xs: 12, sm: 'auto' },
        transform: { sm: 'translateX(-50%)' },
        maxWidth: { sm: 640 },
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        pl: 2,
        pr: 1,
        py: 1,
        borderRadius: 3,
        border: '1px solid',
        borderColor: 'divider',
        borderLeft: `5px solid ${notice.tone === 'good' ? theme.palette.success.main : theme.palette.error.main}`,
      })}
    >
      <Box sx={{ flexGrow: 1, fontSize: '0.88rem', minWidth: 0 }}>
        {say(notice.text)}
        {left > 0 ? (
          <Box
            component="span"
            sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
          >{` Takes effect in ${left} s.`}</Box>
        ) : null}
      </Box>
      {left > 0 ? (
        <Button variant="outlined" size="small" onClick={props.onUndo} sx={{ flexShrink: 0 }}>
          Undo
        </Button>
      ) : notice.execution_id === null ? null : (
        <Button component={Link} to={`/executions/${notice.execution_id}/show`} size="small" sx={{ flexShrink: 0 }}>
          Follow it
        </Button>
      )}
      <IconButton aria-label="Dismiss" size="small" onClick={onClose}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Paper>
  );
}
