import Box from '@mui/material/Box';
import { Fact } from '../approvals/Fact.tsx';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ChangeRecord } from './change-record.ts';
import { formatValue } from './describe-change.ts';

/** What we meant beside what the platform showed, and when it was looked at. */
export function ViewsPanel(props: { record: ChangeRecord }) {
  const { change, currency, meant, shown } = props.record;
  const value = (it: string | number | null) => formatValue(change.field, it, currency);
  const { before, after } = meant ?? change;
  const large = { fontSize: '1.15rem', fontWeight: 700, fontVariantNumeric: 'tabular-nums' };
  return (
    <Panel title="Both views">
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))' }}
      >
        <Fact name="Before">
          <Box sx={large}>{value(before)}</Box>
        </Fact>
        <Fact name="What we meant">
          <Box sx={large}>{value(after)}</Box>
        </Fact>
        <Fact name="What the platform showed">
          {shown === null ? (
            'It was not read separately.'
          ) : (
            <>
              <Box sx={large}>{value(shown.value)}</Box>
              {`read ${formatMoment(shown.read_at)}`}
            </>
          )}
        </Fact>
      </Box>
    </Panel>
  );
}
