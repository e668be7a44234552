import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import { BeforeAfter } from '../changes/BeforeAfter.tsx';
import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useReadable } from '../words/ReadableContext.ts';
import { actionLines, recheckWords } from './describe-action.ts';

/** What would change, before → after; or that nothing does, and when it is looked at again. */
export function ActionPanel(props: { action: TypedAction; workflow: string; currency: string }) {
  const { action, workflow, currency } = props;
  const lines = actionLines(action, currency);
  const say = useReadable();
  const recheck = recheckWords(action);
  return (
    <Panel title="What changes" aside={<ToneChip tone="neutral">{workflow}</ToneChip>}>
      {recheck === null ? null : <Typography variant="body2">{recheck}</Typography>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {lines.map(({ name, before, after, change }) => (
          <Box
            component="li"
            key={`${name} ${before} ${after}`}
            sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center', overflowWrap: 'anywhere' }}
          >
            <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
              {say(name)}
            </Box>
            <BeforeAfter {...{ before, after, delta: change }} />
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
