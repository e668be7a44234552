import Box from '@mui/material/Box';
import { playbookWords } from '../../../contracts/in-words.ts';
import { Fact } from '../approvals/Fact.tsx';
import { Panel } from '../layout/Panel.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { RecommendationRow } from './recommendation-row.ts';

/** Which playbook, which rules, whose words and which execution a recommendation comes from. */
export function OriginPanel(props: { row: RecommendationRow }) {
  const { row } = props;
  const { recommendation } = row;
  return (
    <Panel title="Where this comes from">
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))' }}
      >
        {row.playbook_id === null ? null : (
          <Fact name="Playbook">
            {`${playbookWords(row.playbook_id)}${row.playbook_version === null ? '' : `, version ${row.playbook_version}`}`}
          </Fact>
        )}
        <Fact name="Rules">{recommendation?.model_version || 'not stated'}</Fact>
        <Fact name="Wording">{recommendation?.prompt_version ?? 'by rules, no language model'}</Fact>
        <Fact name="Made">{row.at === null ? 'not stated' : formatMoment(row.at)}</Fact>
        {row.expires_at === null ? null : <Fact name="Counts until">{formatMoment(row.expires_at)}</Fact>}
        {row.execution_id === null ? null : (
          <Fact name="Execution">
            <RecordLink to={`/executions/${row.execution_id}/show`}>See every step</RecordLink>
          </Fact>
        )}
        {row.approval_id === null ? null : (
          <Fact name="Decision">
            <RecordLink to={`/approvals/${row.approval_id}/show`}>See the plan that was asked about</RecordLink>
          </Fact>
        )}
      </Box>
    </Panel>
  );
}
