import UndoIcon from '@mui/icons-material/UndoOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { platformName } from '../platforms/platform-name.ts';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ChangeRecord } from './change-record.ts';
import { changeSubject, whoseChange } from './describe-record.ts';
import { ResolvePanel } from './ResolvePanel.tsx';
import { StandingChip } from './StandingChip.tsx';
import { StandingSteps } from './StandingSteps.tsx';
import { UndoPreviewDialog } from './UndoPreviewDialog.tsx';
import { ViewsPanel } from './ViewsPanel.tsx';
import { WayPanel } from './WayPanel.tsx';

/** One change: how it stands, both views of it, the way it came, and what a person can do about it. */
export function ChangePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<ChangeRecord>('changes', { id });
  const mayUndo = useCan('executions:undo');
  const [undoing, setUndoing] = useState(false);
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="change" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the change" height={120} />;
  }
  const stands = data.receipt_id !== null && data.undone_by_execution_id === null;
  return (
    <>
      <PageHeader
        above={<BackLink to="/changes">Changes</BackLink>}
        title={changeSubject(data)}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <StandingChip standing={data.standing} />
            <span>{platformName(data.change.platform)}</span>
            <span>{formatMoment(data.reserved_at)}</span>
            <span>{whoseChange(data)}</span>
          </Stack>
        }
        actions={
          mayUndo && stands ? (
            <Button variant="outlined" startIcon={<UndoIcon />} onClick={() => setUndoing(true)}>
              Undo …
            </Button>
          ) : null
        }
      />
      <Stack spacing={2}>
        <Panel title="How it stands">
          <StandingSteps standing={data.standing} />
        </Panel>
        <ResolvePanel record={data} />
        {data.meant === null ? (
          // A list knows how it stands and no more; the rest is on its way.
          <LoadingRows label="both views" rows={2} height={120} />
        ) : (
          <>
            <ViewsPanel record={data} />
            <WayPanel record={data} />
          </>
        )}
        <Panel title="Where it belongs">
          <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', fontSize: '0.9rem' }}>
            <RecordLink to={`/executions/${data.execution_id}/show`}>The execution that made it</RecordLink>
            {data.approval_id === null ? null : (
              <RecordLink to={`/approvals/${data.approval_id}/show`}>The decision about it</RecordLink>
            )}
            {data.undone_by_execution_id === null ? null : (
              <RecordLink to={`/executions/${data.undone_by_execution_id}/show`}>What took it back</RecordLink>
            )}
          </Box>
        </Panel>
      </Stack>
      {undoing && data.receipt_id !== null ? (
        <UndoPreviewDialog
          title="Undo this change?"
          selector={{ receipt_id: data.receipt_id }}
          onClose={() => setUndoing(false)}
        />
      ) : null}
    </>
  );
}
