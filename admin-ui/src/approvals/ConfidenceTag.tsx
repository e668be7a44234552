import Box from '@mui/material/Box';
import { describeConfidence } from './confidence.ts';

/** How sure the recommendation is: the word, the number, and four bars that repeat them for the eye. */
export function ConfidenceTag(props: { confidence: number | null }) {
  if (props.confidence === null) return <Box component="span">Not stated</Box>;
  const { word, percent, level } = describeConfidence(props.confidence);
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.9, whiteSpace: 'nowrap' }}>
      <Box component="span" aria-hidden sx={{ display: 'inline-flex', alignItems: 'flex-end', gap: '2px', height: 14 }}>
        {([1, 2, 3, 4] as const).map((bar) => (
          <Box
            key={bar}
            component="span"
            sx={{
              width: 4,
              height: 4 + bar * 2.5,
              borderRadius: 1,
              bgcolor: bar <= level ? 'primary.main' : 'divider',
            }}
          />
        ))}
      </Box>
      {`${word} · ${percent}`}
    </Box>
  );
}
