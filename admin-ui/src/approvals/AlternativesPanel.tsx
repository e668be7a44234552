import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { causeLabel, type RecommendationView } from '../recommendations/recommendation-view.ts';
import { uniqueBy } from '../recommendations/unique-by.ts';

/** What else was considered, why it was not chosen, and the one fact that would change that. */
export function AlternativesPanel(props: { alternatives: RecommendationView['alternative_actions'] }) {
  if (props.alternatives.length === 0) return null;
  return (
    <Panel title="Why not something else?">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {uniqueBy(props.alternatives, ({ workflow, cause }) => `${workflow} ${cause}`).map((alternative) => (
          <Box component="li" key={`${alternative.workflow} ${alternative.cause}`}>
            <Typography variant="h3" component="h3">
              {alternative.workflow}
              {alternative.cause === '' ? null : (
                <Box
                  component="span"
                  sx={{ color: 'text.secondary', fontWeight: 450 }}
                >{` · if it were ${causeLabel(alternative.cause).toLowerCase()}`}</Box>
              )}
            </Typography>
            <Typography variant="body2">{alternative.why_not_recommended}</Typography>
            {alternative.would_flip_if === '' ? null : (
              <Typography
                variant="body2"
                sx={{ color: 'text.secondary' }}
              >{`Would change if: ${alternative.would_flip_if}`}</Typography>
            )}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
