import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import type { ChartPoint } from './chart-point.ts';

/** The numbers of a chart, for screen readers and for those who want to know exactly. */
export function SeriesTable(props: {
  title: string;
  points: readonly ChartPoint[];
  formatValue: (value: number) => string;
}) {
  const [open, setOpen] = useState(false);
  const show = (value: number | null) => (value === null ? '–' : props.formatValue(value));
  return (
    <Box
      component="details"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      sx={{ mt: 0.5, fontSize: '0.82rem' }}
    >
      <Box
        component="summary"
        sx={{ cursor: 'pointer', color: 'primary.main', fontWeight: 600, minHeight: 24, width: 'fit-content' }}
      >
        Show the numbers
      </Box>
      {open ? (
        <Box
          role="region"
          aria-label={`Numbers of ${props.title}`}
          tabIndex={0}
          sx={{ maxHeight: 280, overflow: 'auto', mt: 1 }}
        >
          <Table size="small" stickyHeader aria-label={props.title}>
            <TableHead>
              <TableRow>
                <TableCell>Day</TableCell>
                <TableCell align="right">Value</TableCell>
                <TableCell align="right">Expected</TableCell>
                <TableCell align="right">Band</TableCell>
                <TableCell>Anomaly</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {props.points.map((point) => (
                <TableRow key={point.at}>
                  <TableCell>{point.at.slice(0, 16).replace('T', ' ')}</TableCell>
                  <TableCell align="right">{show(point.value)}</TableCell>
                  <TableCell align="right">{show(point.expected)}</TableCell>
                  <TableCell align="right">
                    {point.low === null ? '–' : `${show(point.low)} to ${show(point.high)}`}
                  </TableCell>
                  <TableCell>{point.anomalous ? 'yes' : ''}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      ) : null}
    </Box>
  );
}
