import Box from '@mui/material/Box';
import type { ChangeSetView } from '../changes/change-view.ts';
import { isPortfolio } from '../changes/group-changes.ts';
import { formatMoney } from '../money/format-money.ts';
import { ChangeRows } from './ChangeRows.tsx';
import { PortfolioTables } from './PortfolioTables.tsx';

/** Every change of a plan: what, from, to, how much; in groups when it reaches over several campaigns. */
export function ChangeTable(props: { changeSet: ChangeSetView }) {
  const { changes, currency, total_change_minor } = props.changeSet;
  const portfolio = isPortfolio(changes);
  return (
    <>
      {portfolio ? (
        <PortfolioTables changeSet={props.changeSet} />
      ) : (
        <ChangeRows label="Planned changes" changes={changes} currency={currency} />
      )}
      <Box sx={{ px: 2.5, py: 1.25, fontSize: '0.84rem', color: 'text.secondary' }}>
        {total_change_minor === 0
          ? 'No daily money moves by this plan directly.'
          : `${formatMoney(total_change_minor, currency)} of daily money moves by this plan${portfolio ? `, added up in ${currency}` : ''}.`}
      </Box>
    </>
  );
}
