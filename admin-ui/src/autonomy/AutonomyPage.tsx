import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccounts } from '../accounts/useAccounts.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { createAutonomyActions } from './autonomy-actions.ts';
import type { ScenarioView } from './autonomy-view.ts';
import { CampaignRolloutPanel } from './CampaignRolloutPanel.tsx';
import { scenarioTitle } from './describe-scenario.ts';
import { GrantsPanel } from './GrantsPanel.tsx';
import { ScenarioCard } from './ScenarioCard.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { SimulationDialog } from './SimulationDialog.tsx';
import { SwitchDialog } from './SwitchDialog.tsx';

type Asking = { readonly kind: 'simulate' | 'switch'; readonly scenario: ScenarioView };

/** Where the product has earned to decide by itself, what it would have done, who switched it on, and how far it is let out. */
export function AutonomyPage() {
  const calls = useCalls(createAutonomyActions);
  const scenarios = useQuery({ queryKey: ['autonomy', 'scenarios'], queryFn: calls.scenarios });
  const grants = useQuery({ queryKey: ['autonomy', 'grants'], queryFn: calls.grants });
  const settings = useQuery({ queryKey: ['autonomy', 'settings'], queryFn: calls.settings });
  const accounts = new Map((useAccounts().data ?? []).map(({ id, name }) => [String(id), name]));
  const [maySwitch, maySet] = [useCan('autonomy:write'), useCan('agent_settings:write')];
  const [asking, setAsking] = useState<Asking | null>(null);
  const [byAccount, setByAccount] = useState(false);
  const close = () => setAsking(null);
  const rows = scenarios.data?.data;
  return (
    <>
      <PageHeader
        title="Autonomy"
        lead="Trust is earned per workflow, risk and account, switched on by a person, and lost by itself."
      />
      <Stack spacing={2.5}>
        <section aria-label="Scenarios">
          <Typography variant="h2" sx={{ mb: 1 }}>
            What has been earned
          </Typography>
          <FormControlLabel
            control={<Switch checked={byAccount} onChange={(event) => setByAccount(event.target.checked)} />}
            label="Show each account by itself, too"
            sx={{ mb: 1, '& .MuiFormControlLabel-label': { fontSize: '0.86rem' } }}
          />
          {rows === undefined ? (
            scenarios.error === null ? (
              <LoadingRows label="the scenarios" height={150} />
            ) : (
              <LoadingFailed label="scenarios" error={scenarios.error} retry={() => void scenarios.refetch()} />
            )
          ) : rows.length === 0 ? (
            <StateMessage title="Nothing to earn trust with yet">
              A scenario appears with the first recommendation of its kind.
            </StateMessage>
          ) : (
            <Box component="ul" sx={{ m: 0, p: 0, display: 'grid', gap: 1.5 }}>
              {shown(rows, byAccount).map((scenario) => (
                <ScenarioCard
                  key={[scenario.playbook_id, scenario.workflow_type, scenario.risk_level, scenario.ad_account_id].join(
                    ' ',
                  )}
                  {...{ scenario, title: scenarioTitle(scenario, accounts) }}
                  onSimulate={() => setAsking({ kind: 'simulate', scenario })}
                  onSwitch={maySwitch ? () => setAsking({ kind: 'switch', scenario }) : null}
                />
              ))}
            </Box>
          )}
        </section>
        {grants.data === undefined ? null : <GrantsPanel grants={grants.data.data} accounts={accounts} />}
        {settings.data === undefined ? null : (
          <SettingsPanel key={settings.data.updated_at} settings={settings.data} mayWrite={maySet} />
        )}
        {maySet ? <CampaignRolloutPanel /> : null}
      </Stack>
      {asking === null ? null : asking.kind === 'simulate' ? (
        <SimulationDialog scenario={asking.scenario} title={scenarioTitle(asking.scenario, accounts)} onClose={close} />
      ) : (
        <SwitchDialog scenario={asking.scenario} title={scenarioTitle(asking.scenario, accounts)} onClose={close} />
      )}
    </>
  );
}

/** Every account together; one account by itself where that is wanted, or where it is on or has been earned. */
function shown(rows: readonly ScenarioView[], byAccount: boolean): ScenarioView[] {
  return inOrder(rows.filter((row) => byAccount || row.ad_account_id === null || row.earned || row.grant_id !== null));
}

/** What is on first, then what has been earned, then what is missing least. */
function inOrder(rows: readonly ScenarioView[]): ScenarioView[] {
  const rank = ({ grant_id, earned, unmet }: ScenarioView) => (grant_id !== null ? -2 : earned ? -1 : unmet.length);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}
