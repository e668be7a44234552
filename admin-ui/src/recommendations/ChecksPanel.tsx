import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { checkWords } from './check-words.ts';
import type { CheckView, RecommendationDetails } from './recommendation-details.ts';

/** What was found when the recommendation was looked over: by rules, by a second model, and where a model disagreed. */
export function ChecksPanel(props: { recommendation: RecommendationDetails }) {
  const { validation, critique, dissent, claims, iteration_count } = props.recommendation;
  const failed = validation?.checks.filter(({ passed }) => !passed) ?? [];
  const unclear = claims.filter(({ status }) => status === 'unclear');
  if (validation === null && critique === null && dissent.length === 0) return null;
  const calm = failed.length === 0 && (critique?.satisfactory ?? true) && dissent.length === 0;
  return (
    <Panel
      title="Looked over before it was shown"
      aside={<ToneChip tone={calm ? 'good' : 'waiting'}>{calm ? 'No objection' : 'Objections'}</ToneChip>}
    >
      <Stack spacing={1.25}>
        {validation === null ? null : (
          <Typography variant="body2">
            {`${validation.checks.length - failed.length} of ${validation.checks.length} checks passed.`}
          </Typography>
        )}
        <CheckList checks={failed} />
        {critique === null ? null : (
          <Typography variant="body2">
            {`Reviewed ${critique.by.length === 0 ? 'by nobody' : `by ${critique.by.join(' and ')}`}${iteration_count > 1 ? ` in ${iteration_count} rounds` : ''}: ${critique.satisfactory ? 'nothing serious was found' : 'something serious was found'}.`}
          </Typography>
        )}
        <CheckList checks={critique?.issues ?? []} />
        {dissent.length === 0 ? null : (
          <Box>
            <Typography variant="h3" component="h3">
              Another model disagrees
            </Typography>
            <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9rem' }}>
              {dissent.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </Box>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              It lowered the confidence; cause, action and amounts stay those of the rules.
            </Typography>
          </Box>
        )}
        {unclear.length === 0 ? null : (
          <Typography variant="body2">
            {`Said with fewer than two sources: ${unclear.map(({ text }) => `“${text}”`).join(' ')}`}
          </Typography>
        )}
        {validation === null ? null : (
          <Box component="details" sx={{ fontSize: '0.84rem' }}>
            <Box component="summary" sx={{ cursor: 'pointer', color: 'primary.main', fontWeight: 600, minHeight: 24 }}>
              Every check
            </Box>
            <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5 }}>
              {validation.checks.map(({ check, passed }) => (
                <li key={check}>{`${checkWords(check)}: ${passed ? 'yes' : 'no'}`}</li>
              ))}
            </Box>
          </Box>
        )}
      </Stack>
    </Panel>
  );
}

function CheckList(props: { checks: readonly CheckView[] }) {
  if (props.checks.length === 0) return null;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75, fontSize: '0.88rem' }}>
      {props.checks.map(({ check, severity, issue, suggestion, by }) => (
        <li key={`${check} ${issue}`}>
          <ToneChip tone={severity === 'CRITICAL' ? 'bad' : 'waiting'}>{severity.toLowerCase()}</ToneChip>{' '}
          {`${issue || check}${suggestion === '' ? '' : ` – ${suggestion}`}`}
          <Box
            component="span"
            sx={{ color: 'text.secondary' }}
          >{` (${by === 'rules' ? 'by rule' : 'by a model'})`}</Box>
        </li>
      ))}
    </Box>
  );
}
