import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { causeLabel, type RecommendationView } from './recommendation-view.ts';
import { uniqueBy } from './unique-by.ts';

/** An action that was considered and not taken. */
export type AlternativeView = RecommendationView['alternative_actions'][number];

/** What else was considered, why it was not chosen, the one fact that would change that, and one click to choose it anyway. */
export function AlternativesPanel(props: {
  alternatives: readonly AlternativeView[];
  /** What is proposed; choosing the same workflow is editing, not choosing another. */
  recommended: string;
  onChoose: ((workflow: string) => void) | null;
}) {
  const { alternatives, recommended, onChoose } = props;
  if (alternatives.length === 0) return null;
  return (
    <Panel title="Why not something else?">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {uniqueBy(alternatives, ({ workflow, cause }) => `${workflow} ${cause}`).map((alternative) => (
          <Box
            component="li"
            key={`${alternative.workflow} ${alternative.cause}`}
            sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-start' }}
          >
            <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
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
            {onChoose === null || alternative.workflow === recommended ? null : (
              <Button
                size="small"
                variant="outlined"
                onClick={() => onChoose(alternative.workflow)}
                aria-label={`Choose instead: ${alternative.workflow}, if it were ${causeLabel(alternative.cause).toLowerCase()}`}
              >
                Choose instead
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
