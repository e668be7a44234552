import ArrowIcon from '@mui/icons-material/ArrowForwardOutlined';
import DownIcon from '@mui/icons-material/TrendingDownOutlined';
import UpIcon from '@mui/icons-material/TrendingUpOutlined';
import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useReadable } from '../words/ReadableContext.ts';

/** A value before and after, with how much that is: the one way in which every screen shows a change. */
export function BeforeAfter(props: {
  before: string;
  after: string;
  delta: string | null;
  direction?: 'up' | 'down' | null;
  size?: string;
}) {
  const { before, after, delta, direction = null } = props;
  const say = useReadable();
  const icons = { up: <UpIcon aria-hidden />, down: <DownIcon aria-hidden /> };
  return (
    <Box
      component="span"
      sx={{
        ...{ display: 'inline-flex', alignItems: 'center', columnGap: 1, rowGap: 0.25, flexWrap: 'wrap' },
        ...{ fontSize: props.size ?? 'inherit', fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
      }}
    >
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {say(before)}
      </Box>
      <ArrowIcon aria-hidden sx={{ fontSize: '1.1em', color: 'text.secondary' }} />
      <Box component="span" sx={visuallyHidden}>
        to
      </Box>
      <Box component="strong" sx={{ fontWeight: 700 }}>
        {say(after)}
      </Box>
      {delta === null ? null : (
        <ToneChip tone="busy" icon={direction === null ? undefined : icons[direction]}>
          {delta}
        </ToneChip>
      )}
    </Box>
  );
}
