import ArrowIcon from '@mui/icons-material/ArrowForwardOutlined';
import DownIcon from '@mui/icons-material/TrendingDownOutlined';
import UpIcon from '@mui/icons-material/TrendingUpOutlined';
import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { ToneChip } from '../layout/ToneChip.tsx';
import type { Headline } from './describe-approval.ts';

/** Before → after with the size of the change. */
export function ChangeFigure(props: { headline: Headline; large?: boolean }) {
  const { before, after, delta, direction, more } = props.headline;
  if (before === null || after === null) return null;
  const size = props.large ? '1.35rem' : '1.05rem';
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        flexWrap: 'wrap',
        fontSize: size,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {before}
      </Box>
      <ArrowIcon aria-hidden sx={{ fontSize: '1.1em', color: 'text.secondary' }} />
      <Box component="span" sx={visuallyHidden}>
        to
      </Box>
      <Box component="strong" sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>
        {after}
      </Box>
      {delta === null ? null : (
        <ToneChip tone="busy" icon={direction === 'down' ? <DownIcon aria-hidden /> : <UpIcon aria-hidden />}>
          {delta}
        </ToneChip>
      )}
      {more === 0 ? null : (
        <Box component="span" sx={{ fontSize: '0.82rem', color: 'text.secondary' }}>{`and ${more} more`}</Box>
      )}
    </Box>
  );
}
