import Box from '@mui/material/Box';
import { playbookWords } from '../../../contracts/in-words.ts';
import { formatMoney } from '../money/format-money.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { CapView } from './cap-view.ts';
import { usesByPerson } from './describe-cap.ts';

/** Who uses a limit, with which executions, and until when each of them counts. */
export function CapUses(props: { cap: CapView }) {
  const { use, currency } = props.cap;
  if (use === null) return null;
  if (use.used_minor === 0)
    return <Box sx={{ mt: 1, fontSize: '0.84rem', color: 'text.secondary' }}>Nothing counts under it now.</Box>;
  return (
    <Box component="details" sx={{ mt: 1, fontSize: '0.86rem' }}>
      <Box component="summary" sx={{ cursor: 'pointer', minHeight: 28, fontWeight: 600 }}>
        Who uses it
      </Box>
      <Box component="ul" aria-label="By person" sx={{ m: 0, pl: 2.5 }}>
        {usesByPerson(use.uses).map(({ person, amount_minor, writes }) => (
          <Box component="li" key={person} sx={{ overflowWrap: 'anywhere' }}>
            {`${person}: ${formatMoney(amount_minor, currency)} in ${writes} ${writes === 1 ? 'change' : 'changes'}`}
          </Box>
        ))}
      </Box>
      <Box component="ul" aria-label="By execution" sx={{ m: 0, mt: 1, pl: 2.5 }}>
        {use.uses.map((each) => (
          <li key={each.intent_id}>
            <RecordLink to={`/executions/${each.execution_id}/show`}>
              {`${formatMoney(each.amount_minor, currency)} by ${playbookWords(each.playbook_id)}`}
            </RecordLink>
            {` for campaign ${each.campaign_id}, counts until ${formatMoment(each.counts_until)}`}
          </li>
        ))}
      </Box>
    </Box>
  );
}
