import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { playbookWords } from '../../../contracts/in-words.ts';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';
import { Fact } from './Fact.tsx';
import { describeFacts } from './guardrail-facts.ts';
import { describeTimeout } from './timeout-words.ts';

/** Where the plan comes from, what exactly a decision is bound to, and what happens without one. */
export function ProvenancePanel(props: { approval: ApprovalView }) {
  const { approval } = props;
  const { recommendation } = approval;
  const freshest =
    recommendation?.evidence
      .map(({ observed_at }) => observed_at)
      .toSorted()
      .at(-1) ?? '';
  const facts = describeFacts(approval.facts ?? {}, approval.change_set?.currency ?? 'USD');
  const version = approval.playbook_version === null ? '' : `, version ${approval.playbook_version}`;
  const grid = { m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' };
  return (
    <>
      {facts.length === 0 ? null : (
        <Panel title="Guardrails were checked against">
          <Box component="dl" sx={grid}>
            {facts.map(({ name, value }) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </Box>
        </Panel>
      )}
      <Panel title="Where this comes from">
        <Box component="dl" sx={grid}>
          {approval.playbook_id === null ? null : (
            <Fact name="Playbook">{`${playbookWords(approval.playbook_id)}${version}`}</Fact>
          )}
          <Fact name="Asked by">{approval.requested_by_email ?? 'MBI'}</Fact>
          <Fact name="Asked at">{formatMoment(approval.created_at)}</Fact>
          <Fact name="Decide until">{formatMoment(approval.expires_at)}</Fact>
          <Fact name="People needed">{approval.quorum ?? 1}</Fact>
          {approval.eligible?.length ? (
            <Fact name="Who may decide">
              {approval.eligible.map(({ email }) => (
                <Box key={email}>{email}</Box>
              ))}
            </Fact>
          ) : null}
          {recommendation === null ? null : (
            <>
              <Fact name="Rules">{recommendation.model_version || 'not stated'}</Fact>
              <Fact name="Wording">
                {recommendation.prompt_version === null ? 'by rules, no language model' : recommendation.prompt_version}
              </Fact>
              <Fact name="Newest data">{freshest === '' ? 'not stated' : formatMoment(freshest)}</Fact>
            </>
          )}
          <Fact name="Fingerprint of this plan">
            <Box component="code" title={approval.plan_digest} sx={{ fontSize: '0.8rem' }}>
              {`${approval.plan_digest.slice(0, 16)}…`}
            </Box>
          </Fact>
          <Fact name="Execution">
            <Box
              component={Link}
              to={`/executions/${approval.execution_id}/show`}
              sx={{ color: 'primary.main', display: 'inline-block', minHeight: 24 }}
            >
              See every step
            </Box>
          </Fact>
        </Box>
        <Box sx={{ mt: 2, fontSize: '0.86rem', color: 'text.secondary' }}>{describeTimeout(approval.on_timeout)}</Box>
      </Panel>
    </>
  );
}
