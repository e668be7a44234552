import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { explainError } from '../server/problem.ts';
import { StateMessage } from './StateMessage.tsx';

/** Grey shapes in the place of what is being loaded, announced once. */
export function LoadingRows(props: { label: string; rows?: number; height?: number }) {
  return (
    <Stack spacing={1.5} role="status" aria-label={`Loading ${props.label}`}>
      {Array.from({ length: props.rows ?? 4 }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} variant="rounded" height={props.height ?? 92} sx={{ borderRadius: 3 }} />
      ))}
    </Stack>
  );
}

/** Tells what went wrong in words and offers to try again. */
export function LoadingFailed(props: { label: string; error: unknown; retry: () => void }) {
  return (
    <StateMessage
      alert
      title={`The ${props.label} could not be loaded`}
      action={
        <Button variant="outlined" onClick={props.retry}>
          Try again
        </Button>
      }
    >
      {explainError(props.error)}
    </StateMessage>
  );
}
