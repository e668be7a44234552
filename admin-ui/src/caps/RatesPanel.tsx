import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatDay } from '../time/describe-time.ts';
import type { RatesView } from './cap-view.ts';
import { EnterRateDialog } from './EnterRateDialog.tsx';

/** At which rates money of other currencies is added up. */
export function RatesPanel(props: { rates: RatesView }) {
  const { base_currency, data } = props.rates;
  const mayEnter = useCan('fx_rates:write');
  const [entering, setEntering] = useState(false);
  return (
    <Panel
      title="Exchange rates"
      aside={
        mayEnter ? (
          <Button variant="outlined" onClick={() => setEntering(true)}>
            Enter a rate
          </Button>
        ) : null
      }
    >
      <Typography variant="body2" sx={{ mb: 1 }}>
        {`Limits are added up in ${base_currency}. The newest rate of today or before counts; one that is entered is never changed.`}
      </Typography>
      {data.length === 0 ? (
        <Alert severity="info" role="status">
          {`No rate has been entered. Changes of money in another currency than ${base_currency} are refused until one is.`}
        </Alert>
      ) : (
        <FigureTable
          label="Exchange rates"
          words={5}
          columns={['One', 'Is worth', 'Since', 'Source', 'Entered by']}
          rows={data.map((rate) => ({
            key: `${rate.currency} ${rate.as_of}`,
            cells: [
              ...[rate.currency, `${rate.rate} ${base_currency}`, formatDay(rate.as_of), rate.source],
              rate.entered_by_email,
            ],
          }))}
        />
      )}
      {entering ? <EnterRateDialog base_currency={base_currency} onClose={() => setEntering(false)} /> : null}
    </Panel>
  );
}
