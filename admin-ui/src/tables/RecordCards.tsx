import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { RecordLink } from './RecordLink.tsx';
import type { Column } from './RecordTable.tsx';

/** The rows of a table as cards for a narrow screen. */
export function RecordCards<Row extends { readonly id: string }>(props: {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  linkTo: (row: Row) => string;
}) {
  const main = props.columns.find((column) => column.main);
  const others = props.columns.filter((column) => !column.main);
  return (
    <Box component="ul" aria-label={props.label} sx={{ m: 0, p: 0, display: 'grid', gap: 1.25, listStyle: 'none' }}>
      {props.rows.map((row) => (
        <Paper key={row.id} component="li" variant="outlined" sx={{ p: 2, borderRadius: 3 }}>
          {main === undefined ? null : <RecordLink to={props.linkTo(row)}>{main.cell(row)}</RecordLink>}
          <Box
            component="dl"
            sx={{ m: 0, mt: 1, display: 'grid', gridTemplateColumns: '96px 1fr', rowGap: 0.75, fontSize: '0.85rem' }}
          >
            {others.map(({ name, cell }) => (
              <Box key={name} sx={{ display: 'contents' }}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>
                  {name}
                </Box>
                <Box component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
                  {cell(row)}
                </Box>
              </Box>
            ))}
          </Box>
        </Paper>
      ))}
    </Box>
  );
}
