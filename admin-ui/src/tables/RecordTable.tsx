import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { RecordCards } from './RecordCards.tsx';
import { RecordLink } from './RecordLink.tsx';

/** One column; the main one carries the link to the record. */
export type Column<Row> = { readonly name: string; readonly cell: (row: Row) => ReactNode; readonly main?: boolean };

/** The part of a paged query that a table needs. */
export type PagedQuery<Row> = {
  readonly data: { readonly pages: readonly { readonly data: readonly Row[] }[] } | undefined;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
};

/** A list of records: a table where there is room, cards on a phone; loading, empty and broken in words. */
export function RecordTable<Row extends { readonly id: string }>(props: {
  label: string;
  query: PagedQuery<Row>;
  columns: readonly Column<Row>[];
  linkTo: (row: Row) => string;
  empty: { title: string; text: string };
  /** Leaves rows out that do not belong here; their pages still count. */
  keep?: (row: Row) => boolean;
}) {
  const { label, query, columns, linkTo, empty, keep = () => true } = props;
  const narrow = useMediaQuery('(max-width: 700px)');
  const rows = query.data?.pages.flatMap((page) => page.data.filter(keep));
  if (rows === undefined) {
    if (query.error !== null) return <LoadingFailed label={label} error={query.error} retry={() => query.refetch()} />;
    return <LoadingRows label={label} rows={6} height={48} />;
  }
  if (rows.length === 0 && !query.hasNextPage) return <StateMessage title={empty.title}>{empty.text}</StateMessage>;
  return (
    <>
      {narrow ? (
        <RecordCards label={label} rows={rows} columns={columns} linkTo={linkTo} />
      ) : (
        <Paper variant="outlined" sx={{ borderRadius: 3, overflowX: 'auto' }}>
          <Table aria-label={label}>
            <TableHead>
              <TableRow>
                {columns.map(({ name }) => (
                  <TableCell key={name} sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                    {name}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody sx={{ '& tr:last-of-type td': { borderBottom: 0 } }}>
              {rows.map((row) => (
                <TableRow key={row.id} hover>
                  {columns.map(({ name, cell, main }) => (
                    <TableCell key={name} sx={{ verticalAlign: 'top', minWidth: main ? 220 : 0 }}>
                      {main ? <RecordLink to={linkTo(row)}>{cell(row)}</RecordLink> : cell(row)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Paper>
      )}
      {query.hasNextPage ? (
        <Box sx={{ textAlign: 'center', mt: 2 }}>
          <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? 'Loading …' : `Show more ${label}`}
          </Button>
        </Box>
      ) : null}
    </>
  );
}
