import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import type { ExecutionView } from './execution-view.ts';
import { relationsOf } from './relations.ts';

/** Where an execution comes from and what came of it; nothing when it stands alone. */
export function RelationsPanel(props: { execution: ExecutionView }) {
  const relations = relationsOf(props.execution);
  if (relations.length === 0) return null;
  return (
    <Panel title="Belongs to">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, fontSize: '0.9rem' }}>
        {relations.map(({ execution_id, words, status }) => (
          <Box component="li" key={`${words} ${execution_id}`} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <RecordLink to={`/executions/${execution_id}/show`}>{`${words}: ${execution_id.slice(0, 8)}`}</RecordLink>
            {status === null ? null : <StatusChip status={status} />}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
