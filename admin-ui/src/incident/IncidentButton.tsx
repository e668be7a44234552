import PauseIcon from '@mui/icons-material/PauseCircleOutlined';
import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '../session/useCan.ts';

const PauseDialog = lazy(async () => ({ default: (await import('./PauseDialog.tsx')).PauseDialog }));

/** One button in the bar that stops everything, for those who may. */
export function IncidentButton() {
  const mayPause = useCan('pauses:write');
  const [asking, setAsking] = useState(false);
  if (!mayPause) return null;
  return (
    <>
      <Button color="error" variant="outlined" startIcon={<PauseIcon />} onClick={() => setAsking(true)}>
        Pause
      </Button>
      <Suspense>{asking ? <PauseDialog onClose={() => setAsking(false)} /> : null}</Suspense>
    </>
  );
}
