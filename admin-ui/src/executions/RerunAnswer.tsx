import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Rerun } from './rerun-actions.ts';

/** What a re-run takes over, what will not repeat, and what it does. */
export function RerunAnswer(props: { rerun: Rerun }) {
  const { from_step, reused_steps, will_not_repeat, will_do } = props.rerun;
  const lists = [
    { title: 'Taken over from the first run', lines: reused_steps.map((key) => key.replace(/\/$/, '')) },
    { title: 'Will not be done again', lines: will_not_repeat.map(({ step_id, summary }) => `${step_id}: ${summary}`) },
    { title: 'Happens now', lines: will_do.map(({ step_id, note }) => `${step_id}: ${note}`) },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <>
      <Typography
        variant="body2"
        role="status"
      >{`It goes on from ${from_step} as an execution of its own.`}</Typography>
      {lists.map(({ title, lines }) => (
        <Box key={title} sx={{ mt: 1.5 }}>
          <Typography variant="body2" sx={{ fontWeight: 650 }}>
            {title}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.88rem' }}>
            {[...new Set(lines)].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </Box>
        </Box>
      ))}
    </>
  );
}
