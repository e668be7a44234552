import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ChangeView } from '../changes/change-view.ts';
import { entityName, fieldName, formatValue } from '../changes/describe-change.ts';
import { formatChange } from '../money/percent.ts';
import { useReadable } from '../words/ReadableContext.ts';

/** Changes in one currency: what, from, to, how much. */
export function ChangeRows(props: { label: string; changes: readonly ChangeView[]; currency: string }) {
  const { label, changes, currency } = props;
  const say = useReadable();
  return (
    <Box
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{ overflowX: 'auto', '& td:first-of-type, & th:first-of-type': { pl: { xs: 2, sm: 2.5 } } }}
    >
      <Table aria-label={label}>
        <TableHead>
          <TableRow>
            {['What', 'Before', 'After', 'Change'].map((name) => (
              <TableCell key={name} sx={{ color: 'text.secondary' }}>
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {changes.map((change) => (
            <TableRow key={`${change.entity_id} ${change.field}`}>
              <TableCell>
                <Box component="strong" sx={{ display: 'block', '&::first-letter': { textTransform: 'uppercase' } }}>
                  {fieldName(change.field)}
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.8rem' }}>
                  {entityName(change.entity_type)} {change.entity_name || change.entity_id}
                </Box>
              </TableCell>
              <TableCell>{say(formatValue(change.field, change.before, currency))}</TableCell>
              <TableCell sx={{ fontWeight: 700 }}>{say(formatValue(change.field, change.after, currency))}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {change.change_pct == null ? '–' : formatChange(change.change_pct)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
