import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';

/** One row of figures; the first cell names it. */
export type FigureRow = { readonly key: string; readonly cells: readonly ReactNode[] };

/** A small table of figures that scrolls by itself where it is too wide, by keyboard, too. Columns after the words are numbers. */
export function FigureTable(props: {
  label: string;
  columns: readonly string[];
  rows: readonly FigureRow[];
  /** How many columns at the left hold words; the others are set right. */
  words?: number;
}) {
  const { label, columns, rows, words = 1 } = props;
  const align = (place: number) => (place < words ? 'left' : 'right');
  return (
    <Box role="region" aria-label={`Figures of ${label}`} tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table
        size="small"
        aria-label={label}
        sx={{ '& td, & th': { px: { xs: 0.75, sm: 2 } }, '& tr > :first-of-type': { pl: { xs: 0, sm: 2 } } }}
      >
        <TableHead>
          <TableRow>
            {columns.map((name, place) => (
              <TableCell key={name} align={align(place)} sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
          {rows.map(({ key, cells }) => (
            <TableRow key={key}>
              {cells.map((cell, place) => (
                <TableCell
                  key={columns[place] ?? place}
                  align={align(place)}
                  {...(place === 0 ? { component: 'th', scope: 'row' } : {})}
                  sx={{ verticalAlign: 'top', fontVariantNumeric: 'tabular-nums', fontWeight: place === 0 ? 600 : 400 }}
                >
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
