import CheckIcon from '@mui/icons-material/CheckOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { ToneChip } from '../layout/ToneChip.tsx';
import type { ScenarioView } from './autonomy-view.ts';
import { conditionLines, scenarioStanding } from './describe-scenario.ts';

/** One scenario: each condition met or not with its counts, what would have happened, and the switch. */
export function ScenarioCard(props: {
  scenario: ScenarioView;
  title: string;
  onSimulate: () => void;
  /** Null where this person may not switch. */
  onSwitch: (() => void) | null;
}) {
  const { scenario, title, onSimulate, onSwitch } = props;
  const { word, tone } = scenarioStanding(scenario);
  const on = scenario.grant_id !== null;
  return (
    <Paper component="li" variant="outlined" sx={{ listStyle: 'none', borderRadius: 3, p: { xs: 2, sm: 2.25 } }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <Typography component="h3" variant="h3" sx={{ mr: 'auto', minWidth: 0, overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        <ToneChip tone={tone}>{word}</ToneChip>
      </Box>
      <Box
        component="ul"
        aria-label={`Conditions of ${title}`}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5, fontSize: '0.88rem' }}
      >
        {conditionLines(scenario).map(({ wanted, found, met }) => (
          <Box component="li" key={wanted} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            {met ? (
              <CheckIcon fontSize="small" titleAccess="Met" sx={{ color: 'success.main' }} />
            ) : (
              <CloseIcon fontSize="small" titleAccess="Not met" sx={{ color: 'error.main' }} />
            )}
            <span>
              {`${wanted}: `}
              <strong>{found}</strong>
            </span>
          </Box>
        ))}
      </Box>
      {scenario.record.auto_approved === 0 ? null : (
        <Typography variant="body2" sx={{ mt: 1 }}>
          {`${scenario.record.auto_approved} approved by the rule in this time; they are in none of these rates but the outcomes.`}
        </Typography>
      )}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1.5 }}>
        <Button variant="outlined" onClick={onSimulate} aria-label={`What would have been approved: ${title}`}>
          What would have been approved?
        </Button>
        {onSwitch === null || !(on || scenario.earned) ? null : (
          <Button
            variant={on ? 'outlined' : 'contained'}
            color={on ? 'error' : 'primary'}
            onClick={onSwitch}
            aria-label={`${on ? 'Switch off' : 'Switch on'}: ${title}`}
          >
            {on ? 'Switch off' : 'Switch on …'}
          </Button>
        )}
      </Box>
    </Paper>
  );
}
