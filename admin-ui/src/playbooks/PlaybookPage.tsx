import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useGetOne } from 'react-admin';
import { useParams, useSearchParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { ExplanationPanel } from './ExplanationPanel.tsx';
import type { PlaybookView } from './playbook-view.ts';
import { SourceAndPicture } from './SourceAndPicture.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';
import { WhyPanel } from './WhyPanel.tsx';

const views = [
  { view: 'does', label: 'What it does' },
  { view: 'source', label: 'Source and picture' },
  { view: 'why', label: 'Why did it (not) start?' },
] as const;

/** One playbook: what it does and may cost, its text and picture, and why it started or not. To change it, deploy a new version. */
export function PlaybookPage() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const view = views.find((each) => each.view === search.get('view'))?.view ?? 'does';
  const { data, error, refetch } = useGetOne<PlaybookView>('playbooks', { id });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="playbook" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the playbook" height={200} />;
  }
  const facts = [
    data.playbook_id,
    data.version === null ? '' : `version ${data.version}`,
    data.digest === null ? '' : `digest ${data.digest.slice(0, 12)}…`,
    data.retired_at === null ? '' : `retired ${formatMoment(data.retired_at)}`,
  ];
  return (
    <>
      <PageHeader
        above={<BackLink to="/playbooks">Playbooks</BackLink>}
        title={data.name || data.playbook_id}
        lead={facts.filter((fact) => fact !== '').join(' · ')}
      />
      <Tabs
        value={view}
        onChange={(_, chosen) => setSearch(chosen === 'does' ? {} : { view: String(chosen) })}
        aria-label="About this playbook"
        variant="scrollable"
        sx={{ mb: 2, minHeight: 40, '& .MuiTab-root': { minHeight: 40 } }}
      >
        {views.map((each) => (
          <Tab
            key={each.view}
            value={each.view}
            label={each.label}
            id={`tab-${each.view}`}
            aria-controls="panel-playbook"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="panel-playbook" aria-labelledby={`tab-${view}`}>
        {view === 'why' ? (
          <WhyPanel id={data.id} />
        ) : view === 'source' ? (
          <SourceAndPicture playbook={data} />
        ) : (
          <Stack spacing={2}>
            <ExplanationPanel id={data.id} />
            <VersionsPanel playbook={data} />
          </Stack>
        )}
      </Box>
    </>
  );
}
