import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { useCan } from '../session/useCan.ts';
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
        <Box role="region" aria-label="Table of rates" tabIndex={0} sx={{ overflowX: 'auto' }}>
          <Table size="small" aria-label="Exchange rates">
            <TableHead>
              <TableRow>
                {['One', 'is worth', 'since', 'Source', 'Entered by'].map((name) => (
                  <TableCell key={name}>{name}</TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {data.map((rate) => (
                <TableRow key={`${rate.currency} ${rate.as_of}`}>
                  <TableCell>{rate.currency}</TableCell>
                  <TableCell>{`${rate.rate} ${base_currency}`}</TableCell>
                  <TableCell>{rate.as_of}</TableCell>
                  <TableCell>{rate.source}</TableCell>
                  <TableCell>{rate.entered_by_email}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
      {entering ? <EnterRateDialog base_currency={base_currency} onClose={() => setEntering(false)} /> : null}
    </Panel>
  );
}
