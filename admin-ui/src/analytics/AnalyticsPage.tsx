import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { FiguresView } from './FiguresView.tsx';
import { PackView } from './PackView.tsx';

/** How good the agent is beside its targets, and what the team looks at on Monday and Friday. */
export function AnalyticsPage() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('view');
  const view = asked === 'monday' || asked === 'friday' ? asked : 'figures';
  return (
    <>
      <PageHeader
        title="Analytics"
        lead="How often the agent is right, followed and fast, beside what is wanted of it."
      />
      <Tabs
        value={view}
        onChange={(_, chosen) => setSearch(chosen === 'figures' ? {} : { view: String(chosen) })}
        aria-label="Analytics"
        sx={{ mb: 2, minHeight: 40, '& .MuiTab-root': { minHeight: 40 } }}
      >
        <Tab value="figures" label="Figures" id="tab-figures" aria-controls="panel-analytics" />
        <Tab value="monday" label="Monday" id="tab-monday" aria-controls="panel-analytics" />
        <Tab value="friday" label="Friday" id="tab-friday" aria-controls="panel-analytics" />
      </Tabs>
      <Box role="tabpanel" id="panel-analytics" aria-labelledby={`tab-${view}`}>
        {view === 'figures' ? <FiguresView /> : <PackView kind={view} />}
      </Box>
    </>
  );
}
