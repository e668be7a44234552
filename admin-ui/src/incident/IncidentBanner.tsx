import PauseIcon from '@mui/icons-material/PauseCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { useAccounts } from '../accounts/useAccounts.ts';
import { useNow } from '../layout/useNow.ts';
import { useCan } from '../session/useCan.ts';
import { describeAge } from '../time/describe-time.ts';
import { type PauseView, pausedWhat } from './pause-view.ts';
import { usePauses } from './usePauses.ts';

const ResumeDialog = lazy(async () => ({ default: (await import('./ResumeDialog.tsx')).ResumeDialog }));

/** Stands on every page while a pause holds: what is paused, by whom, since when, why, and the way out of it. */
export function IncidentBanner() {
  const pauses = usePauses();
  const now_ms = useNow(15_000);
  const accounts = useAccounts({ enabled: pauses.some(({ scope }) => scope === 'account') });
  const names = new Map(accounts.data?.map(({ id, name, external_id }) => [id, name === '' ? external_id : name]));
  const mayResume = useCan('pauses:write');
  const [ending, setEnding] = useState<PauseView | null>(null);
  if (pauses.length === 0 && ending === null) return null;
  return (
    <Box component="section" aria-label="Incident mode">
      {pauses.map((pause) => (
        <Box
          key={pause.pause_id}
          role="alert"
          sx={{
            ...{ bgcolor: 'error.main', color: 'error.contrastText', px: { xs: 1.5, sm: 3 }, py: 1 },
            ...{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap', fontSize: '0.88rem' },
          }}
        >
          <PauseIcon fontSize="small" aria-hidden />
          <Box sx={{ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }}>
            <strong>{`Paused: ${pausedWhat(pause, names)}.`}</strong>
            {` ${pause.reason} – ${pause.paused_by_email}, ${describeAge(pause.paused_at, now_ms)}. Nothing of it is written to the ad platform, executions wait, and deadlines stand still.`}
          </Box>
          {mayResume ? (
            <Button
              variant="outlined"
              color="inherit"
              onClick={() => setEnding(pause)}
              aria-label={`Resume ${pausedWhat(pause, names)}`}
            >
              Resume
            </Button>
          ) : null}
        </Box>
      ))}
      <Suspense>{ending === null ? null : <ResumeDialog pause={ending} onClose={() => setEnding(null)} />}</Suspense>
    </Box>
  );
}
