import Stack from '@mui/material/Stack';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { createPromptActions } from './prompt-actions.ts';
import type { PromptSummary } from './prompt-view.ts';
import { TrialsPanel } from './TrialsPanel.tsx';

function usedVersion({ latest, experiment }: PromptSummary): string {
  if (experiment === null) return `${latest}, the latest`;
  if (experiment.status === 'promoted') return `${experiment.version_b}, promoted`;
  return `${experiment.version_a}, and ${experiment.version_b} on ${experiment.share_b_pct} % of the campaigns`;
}

/** The texts with which models are asked: which version is in use, and what is on trial. */
export function PromptsPage() {
  const calls = useCalls(createPromptActions);
  const query = useQuery({ queryKey: ['prompts', 'list'], queryFn: calls.prompts });
  return (
    <>
      <PageHeader title="Prompts" lead="The texts with which language models are asked, with every version of each." />
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingRows label="the prompts" height={48} />
        ) : (
          <LoadingFailed label="prompts" error={query.error} retry={() => void query.refetch()} />
        )
      ) : (
        <Stack spacing={2}>
          <Panel title="In use">
            <FigureTable
              label="prompts"
              words={3}
              columns={['Prompt', 'Used version', 'Versions']}
              rows={query.data.map((prompt) => ({
                key: prompt.name,
                cells: [
                  <RecordLink key="name" to={`/prompts/${prompt.name}/show`}>
                    {metricLabel(prompt.name)}
                  </RecordLink>,
                  usedVersion(prompt),
                  prompt.versions.join(', '),
                ],
              }))}
            />
          </Panel>
          <TrialsPanel prompts={query.data} />
        </Stack>
      )}
    </>
  );
}
