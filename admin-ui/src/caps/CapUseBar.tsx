import Box from '@mui/material/Box';
import { formatMoney } from '../money/format-money.ts';
import type { CapView } from './cap-view.ts';
import { capFill } from './describe-cap.ts';

const colours = { calm: 'success.main', near: 'warning.main', full: 'error.main' } as const;
const words = { calm: '', near: ' · nearly used up', full: ' · used up: further changes are refused' } as const;

/** How much of a limit is used and how much is left, as a bar and in words. */
export function CapUseBar(props: { cap: CapView; label: string }) {
  const { cap, label } = props;
  if (cap.use === null) return null;
  const { percent, level } = capFill(cap);
  const used = formatMoney(cap.use.used_minor, cap.currency);
  const left = formatMoney(Math.max(0, cap.use.left_minor), cap.currency);
  return (
    <Box sx={{ mt: 1.5 }}>
      <Box
        role="meter"
        aria-label={`Used of: ${label}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${used} used, ${left} left`}
        sx={{ height: 10, borderRadius: 5, bgcolor: 'action.hover', overflow: 'hidden' }}
      >
        <Box sx={{ height: '100%', width: `${percent}%`, bgcolor: colours[level] }} />
      </Box>
      <Box sx={{ mt: 0.5, fontSize: '0.84rem', fontVariantNumeric: 'tabular-nums' }}>
        <strong>{`${used} used`}</strong>
        {` · ${left} left${words[level]}`}
      </Box>
    </Box>
  );
}
