import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Fact } from '../approvals/Fact.tsx';
import { BackLink } from '../layout/BackLink.tsx';
import { JsonDetails } from '../layout/JsonDetails.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createPromptActions } from './prompt-actions.ts';
import type { PromptVersionView } from './prompt-view.ts';
import { VersionCompare } from './VersionCompare.tsx';

function newestTest({ performance }: PromptVersionView): string {
  const run = performance.runs.toSorted((a, b) => b.run_at.localeCompare(a.run_at))[0];
  return run === undefined ? 'not tested' : `${run.passed_examples} of ${run.total_examples}`;
}

/** One prompt: its versions, what changed in each, how each did, and any two side by side. */
export function PromptPage() {
  const { id = '' } = useParams();
  const calls = useCalls(createPromptActions);
  const query = useQuery({ queryKey: ['prompts', 'one', id], queryFn: () => calls.prompt(id) });
  if (query.data === undefined) {
    if (query.error === null) return <LoadingRows label="the prompt" height={140} />;
    return <LoadingFailed label="prompt" error={query.error} retry={() => void query.refetch()} />;
  }
  const { versions } = query.data;
  return (
    <>
      <PageHeader above={<BackLink to="/prompts">Prompts</BackLink>} title={metricLabel(query.data.name)} />
      <Stack spacing={2}>
        <Panel title="How each version did">
          <FigureTable
            label="versions"
            columns={['Version', 'Newest test', 'Calls', 'Failed', 'Cost', 'A call']}
            rows={versions.toReversed().map((version) => {
              const { calls: count, failed, cost_usd } = version.performance;
              return {
                key: version.key,
                cells: [
                  version.latest ? `${version.key} (latest)` : version.key,
                  ...[newestTest(version), formatNumber(count), formatNumber(failed), formatUsd(cost_usd)],
                  count === 0 ? '–' : formatUsd(cost_usd / count),
                ],
              };
            })}
          />
        </Panel>
        {versions.toReversed().map((version) => (
          <Panel key={version.key} title={`${version.key}: ${version.description}`}>
            <Box
              component="dl"
              sx={{
                m: 0,
                mb: 1.5,
                display: 'grid',
                gap: 2,
                gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
              }}
            >
              <Fact name="Version">{version.version}</Fact>
              <Fact name="Written">{version.created}</Fact>
              <Fact name="By">{version.author}</Fact>
              <Fact name="Digest">{version.digest.slice(0, 12)}</Fact>
            </Box>
            {version.changelog.length === 0 ? null : (
              <Box component="ul" aria-label={`What changed in ${version.key}`} sx={{ m: 0, mb: 1.5, pl: 2.5 }}>
                {version.changelog.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </Box>
            )}
            <JsonDetails summary="The text of the prompt" value={version.prompt} />
            <JsonDetails summary="The question" value={version.question} />
          </Panel>
        ))}
        {versions.length > 1 ? <VersionCompare versions={versions} /> : null}
      </Stack>
    </>
  );
}
