import Box from '@mui/material/Box';
import { BeforeAfter } from '../changes/BeforeAfter.tsx';
import type { Headline } from './describe-approval.ts';

/** Before → after with the size of the change, and how many more changes the plan holds. */
export function ChangeFigure(props: { headline: Headline }) {
  const { before, after, delta, direction, more } = props.headline;
  if (before === null || after === null) return null;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <BeforeAfter {...{ before, after, delta, direction }} size="1.05rem" />
      {more === 0 ? null : (
        <Box component="span" sx={{ fontSize: '0.82rem', color: 'text.secondary' }}>{`and ${more} more`}</Box>
      )}
    </Box>
  );
}
