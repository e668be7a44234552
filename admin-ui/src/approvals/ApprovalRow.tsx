import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type RefObject, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { TickBox } from '../layout/TickBox.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { effectInShort } from '../recommendations/effect-words.ts';
import { causeLabel } from '../recommendations/recommendation-view.ts';
import { describeAge } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { approvalClock, escalationWords } from './approval-clock.ts';
import type { ApprovalView } from './approval-view.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import { DecisionButtons } from './DecisionButtons.tsx';
import { useDecisions } from './DecisionContext.ts';
import { costOfWaiting, headlineOf } from './describe-approval.ts';
import { Fact } from './Fact.tsx';
import { RiskTag } from './RiskTag.tsx';

/** One decision that waits: everything needed to decide a low-risk one without opening it. */
export function ApprovalRow(props: {
  approval: ApprovalView;
  selected: boolean;
  /** The person has put it off. */
  snoozed: boolean;
  now_ms: number;
  onSelect: () => void;
  onDecided: () => void;
  /** Whether it is one of several that are decided together. */
  picked: boolean;
  onPick: () => void;
}) {
  const { approval, selected } = props;
  const link: RefObject<HTMLAnchorElement | null> = useRef(null);
  const headline = headlineOf(approval);
  const deadline = approvalClock(approval, props.now_ms);
  const decisions = useDecisions();
  const say = useReadable();
  const escalated = escalationWords(approval.escalation_level);
  const cause = approval.recommendation?.root_cause ?? '';
  useEffect(() => {
    if (selected) link.current?.focus({ preventScroll: false });
  }, [selected]);
  return (
    <Paper
      component="li"
      variant="outlined"
      onFocus={props.onSelect}
      sx={(theme) => ({
        listStyle: 'none',
        borderRadius: 3,
        p: { xs: 2, sm: 2.25 },
        transition: 'border-color 120ms, box-shadow 120ms',
        ...(selected
          ? { borderColor: theme.palette.primary.main, boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}` }
          : {}),
      })}
    >
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography component="h2" variant="h3" sx={{ minWidth: 0 }}>
          {approval.can_decide ? (
            <TickBox
              label={`Pick ${headline.verb} – ${headline.campaign}`}
              checked={props.picked}
              onChange={props.onPick}
            />
          ) : null}
          <Box
            component={Link}
            ref={link}
            to={`/approvals/${approval.approval_id}/show`}
            aria-label={`Open ${headline.verb} – ${headline.campaign}`}
            sx={{ color: 'text.primary', textDecoration: 'none', '&:hover': { textDecoration: 'underline' } }}
          >
            {headline.campaign}
          </Box>
          {approval.supersedes === null ? null : (
            <Box component="span" sx={{ color: 'primary.main', fontWeight: 600 }}>
              {' · new plan'}
            </Box>
          )}
          {cause === '' ? null : (
            <Box component="span" sx={{ color: 'text.secondary', fontWeight: 450 }}>{` · ${causeLabel(cause)}`}</Box>
          )}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {`${describeAge(approval.created_at, props.now_ms)} · `}
          <Box
            component="span"
            sx={
              deadline.urgency === 'calm'
                ? { color: 'text.primary', fontWeight: 550 }
                : { color: 'error.main', fontWeight: 650 }
            }
          >
            {deadline.text}
          </Box>
        </Typography>
      </Box>
      <Box
        sx={{ display: 'flex', alignItems: 'center', columnGap: 1.5, rowGap: 0.5, flexWrap: 'wrap', mt: 1, mb: 1.75 }}
      >
        <Box component="span" sx={{ fontSize: '1.05rem', fontWeight: 600 }}>
          {headline.verb}
        </Box>
        <ChangeFigure headline={headline} />
        {escalated === null ? null : <ToneChip tone="waiting">{escalated}</ToneChip>}
        {approval.refused_edit === null ? null : <ToneChip tone="waiting">An edit was refused</ToneChip>}
        {props.snoozed ? (
          <Button size="small" onClick={() => decisions.unsnooze(approval)}>
            Put off by you: show it again
          </Button>
        ) : null}
      </Box>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-end', justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Box
          component="dl"
          sx={{
            m: 0,
            display: { xs: 'flex', md: 'grid' },
            flexWrap: 'wrap',
            columnGap: 2,
            rowGap: 1.25,
            gridTemplateColumns: 'minmax(0, 1fr) 104px 116px 124px',
            '& > :first-of-type': { flexBasis: '100%' },
            flex: { xs: '1 1 100%', md: '1 1 420px' },
            minWidth: 0,
            alignItems: 'start',
          }}
        >
          <Fact name="Expected effect">
            {approval.recommendation === null
              ? 'Not stated'
              : say(effectInShort(approval.recommendation, approval.change_set?.currency ?? 'USD'))}
          </Fact>
          <Fact name="Waiting costs">{costOfWaiting(approval) ?? '–'}</Fact>
          <Fact name="Risk">
            <RiskTag level={approval.recommendation?.risk_level ?? ''} />
          </Fact>
          <Fact name="Confidence">
            <ConfidenceTag confidence={approval.recommendation?.confidence ?? null} />
          </Fact>
        </Box>
        <DecisionButtons approval={approval} after={props.onDecided} size="small" />
      </Box>
    </Paper>
  );
}
