import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { CountsView } from './analytics-view.ts';
import { formatMeasure } from './measures.ts';

const share = (part: number, whole: number) => formatMeasure(whole === 0 ? null : part / whole, 'rate');

/** How each workflow was taken, and what it brought. */
export function WorkflowTable(props: { rows: readonly CountsView[] }) {
  return (
    <Box
      role="region"
      aria-label="Counts by workflow"
      tabIndex={0}
      sx={{ overflowX: 'auto', '& td:first-of-type, & th:first-of-type': { pl: { xs: 2, sm: 2.5 } } }}
    >
      <Table aria-label="Counts by workflow">
        <TableHead>
          <TableRow>
            {['Workflow', 'Recommended', 'Decided', 'Accepted', 'Measured', 'Helped'].map((name, index) => (
              <TableCell key={name} align={index === 0 ? 'left' : 'right'} sx={{ color: 'text.secondary' }}>
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {props.rows.map(({ key, recommendations, decided, approved, measured, improved }) => (
            <TableRow key={key}>
              <TableCell>{key}</TableCell>
              <TableCell align="right">{recommendations}</TableCell>
              <TableCell align="right">{decided}</TableCell>
              <TableCell align="right">{share(approved, decided)}</TableCell>
              <TableCell align="right">{measured}</TableCell>
              <TableCell align="right">{share(improved, measured)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
