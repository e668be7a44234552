import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { FiguresView } from './FiguresView.tsx';
import { MilestonesView } from './MilestonesView.tsx';
import { MonthlyView } from './MonthlyView.tsx';
import { PackView } from './PackView.tsx';

const views = ['figures', 'monday', 'friday', 'month', 'milestones'] as const;

/** How good the agent is beside its targets, what the team looks at on Monday, on Friday and each month, and how far it has come. */
export function AnalyticsPage() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('view');
  const view = views.find((each) => each === asked) ?? 'figures';
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
        variant="scrollable"
        sx={{ mb: 2, minHeight: 40, '& .MuiTab-root': { minHeight: 40 } }}
      >
        <Tab value="figures" label="Figures" id="tab-figures" aria-controls="panel-analytics" />
        <Tab value="monday" label="Monday" id="tab-monday" aria-controls="panel-analytics" />
        <Tab value="friday" label="Friday" id="tab-friday" aria-controls="panel-analytics" />
        <Tab value="month" label="Month" id="tab-month" aria-controls="panel-analytics" />
        <Tab value="milestones" label="Milestones" id="tab-milestones" aria-controls="panel-analytics" />
      </Tabs>
      <Box role="tabpanel" id="panel-analytics" aria-labelledby={`tab-${view}`}>
        {view === 'figures' ? <FiguresView /> : null}
        {view === 'month' ? <MonthlyView /> : null}
        {view === 'milestones' ? <MilestonesView /> : null}
        {view === 'monday' || view === 'friday' ? <PackView kind={view} /> : null}
      </Box>
    </>
  );
}
