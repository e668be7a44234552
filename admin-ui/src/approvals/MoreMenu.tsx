import MoreIcon from '@mui/icons-material/MoreHorizOutlined';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** What else can be done with a decision besides deciding: put it off, hand it to a colleague. */
export function MoreMenu(props: { approval: ApprovalView; after?: (() => void) | undefined }) {
  const { approval, after } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const decisions = useDecisions();
  const sentence = useDecisionSentence();
  const act = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  return (
    <>
      <IconButton
        aria-label={`More: ${sentence(approval)}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={act(() => decisions.askSnooze(approval, after))}>Decide later</MenuItem>
        <MenuItem onClick={act(() => decisions.askDelegate(approval))}>Let a colleague decide</MenuItem>
      </Menu>
    </>
  );
}
