import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useInfiniteGetList } from 'react-admin';
import { FormDialog } from '../layout/FormDialog.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { AddDialog } from './AddDialog.tsx';
import { AskPanel } from './AskPanel.tsx';
import { documentStanding } from './document-draft.ts';
import type { DocumentView } from './document-view.ts';
import { createKnowledgeActions } from './knowledge-actions.ts';

/** What the agent may look up: the documents with where each stands, and the same questions that the agent asks. */
export function KnowledgePage() {
  const mayWrite = useCan('knowledge:write');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<DocumentView | null>(null);
  const query = useInfiniteGetList<DocumentView>(
    'documents',
    { pagination: { page: 1, perPage: 50 }, sort: { field: 'created_at', order: 'DESC' }, filter: {} },
    { refetchInterval: 10_000 },
  );
  const documents = query.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <PageHeader
        title="Knowledge"
        lead="Guidelines, facts and notes that the agent may quote. What a document says is never taken for an instruction."
        actions={
          mayWrite ? (
            <Button variant="contained" onClick={() => setAdding(true)}>
              Add a document
            </Button>
          ) : null
        }
      />
      <Stack spacing={2}>
        <AskPanel />
        <Panel title="Documents">
          {documents === undefined ? (
            query.error === null ? (
              <LoadingRows label="the documents" height={40} />
            ) : (
              <LoadingFailed label="documents" error={query.error} retry={() => void query.refetch()} />
            )
          ) : documents.length === 0 ? (
            <p>No document has been added yet.</p>
          ) : (
            <FigureTable
              label="documents"
              words={5}
              columns={['Document', 'About', 'Standing', 'Who may read it', 'Added', 'Passages', 'Version', '']}
              rows={documents.map((document) => {
                const { word, tone } = documentStanding(document.status, document.superseded);
                return {
                  key: document.id,
                  cells: [
                    <Box key="title" sx={{ minWidth: 140 }}>
                      {document.title}
                      <Box
                        sx={{ color: 'text.secondary', fontSize: '0.8rem', fontWeight: 400, overflowWrap: 'anywhere' }}
                      >
                        {document.source_key}
                      </Box>
                    </Box>,
                    metricLabel(document.kind),
                    <Box key="standing">
                      <ToneChip tone={tone}>{word}</ToneChip>
                      {document.error_message === null ? null : <div>{document.error_message}</div>}
                    </Box>,
                    document.access.length === 0 ? 'everybody' : document.access.join(', '),
                    `${formatMoment(document.created_at)} ${document.created_by_email ?? ''}`,
                    ...[formatNumber(document.passages), document.version],
                    mayWrite && document.status !== 'deleted' ? (
                      <Button
                        key="remove"
                        {...{ size: 'small' }}
                        aria-label={`Delete ${document.title}`}
                        onClick={() => setRemoving(document)}
                      >
                        Delete
                      </Button>
                    ) : null,
                  ],
                };
              })}
            />
          )}
          {query.hasNextPage ? (
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              {query.isFetchingNextPage ? 'Loading …' : 'Show more documents'}
            </Button>
          ) : null}
        </Panel>
      </Stack>
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {removing === null ? null : <RemoveDialog document={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function RemoveDialog(props: { document: DocumentView; onClose: () => void }) {
  const { document, onClose } = props;
  const calls = useCalls(createKnowledgeActions);
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => calls.remove(document.id),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['documents'] });
      onClose();
    },
  });
  return (
    <FormDialog
      {...{ title: `Delete ${document.title}?`, confirm: 'Delete', ready: true, onClose }}
      {...{ busy: remove.isPending, error: remove.error }}
      onConfirm={() => remove.mutate()}
    >
      <Alert severity="warning">All its versions go, and out of every answer at once. This cannot be undone.</Alert>
    </FormDialog>
  );
}
