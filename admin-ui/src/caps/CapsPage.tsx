import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { useAccounts } from '../accounts/useAccounts.ts';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { toMajor } from '../money/format-money.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { useProfile } from '../session/useProfile.ts';
import { CapCard } from './CapCard.tsx';
import { createCapActions } from './cap-actions.ts';
import type { CapView } from './cap-view.ts';
import { DecideCapDialog } from './DecideCapDialog.tsx';
import { type CapDraft, mayDecide } from './propose-cap.ts';
import { RatesPanel } from './RatesPanel.tsx';
import { SetCapDialog } from './SetCapDialog.tsx';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;
const groups = [
  { title: 'Waiting for a second person, or cooling off', states: ['proposed', 'cooling_off'] },
  { title: 'In force', states: ['active'] },
  { title: 'Earlier', states: ['replaced', 'rejected'] },
] as const;

function draftOf(of: CapView | null, base_currency: string): CapDraft {
  const fresh = { scope: 'tenant', scope_id: '', measure: 'moved', window_hours: '24', limit: '', reason: '' } as const;
  if (of === null) return { ...fresh, currency: base_currency };
  const { scope, scope_id, measure, currency } = of;
  const limit = String(toMajor(of.limit_minor, currency));
  return { ...{ scope, scope_id, measure, currency, limit }, window_hours: String(of.window_hours), reason: '' };
}

/** Limits on money: what holds, how much of it is used and by whom, and the four-eyes way to a wider one. */
export function CapsPage() {
  const { data, error, refetch } = useGetList<CapView>('caps', all);
  const accounts = useAccounts();
  const campaigns = useGetList<CampaignView>('campaigns', all);
  const calls = useCalls(createCapActions);
  const rates = useQuery({ queryKey: ['rates'], queryFn: calls.rates });
  const email = useProfile()?.email ?? null;
  const [mayPropose, mayAgree] = [useCan('caps:propose'), useCan('caps:decide')];
  const [setting, setSetting] = useState<{ readonly of: CapView | null } | null>(null);
  const [deciding, setDeciding] = useState<CapView | null>(null);
  const limitable = {
    accounts: (accounts.data ?? []).map(({ external_id, name, currency }) => ({ id: external_id, name, currency })),
    campaigns: (campaigns.data ?? []).map(({ id, campaign_name, currency }) => ({ id, name: campaign_name, currency })),
  };
  const names = new Map([...limitable.accounts, ...limitable.campaigns].map(({ id, name }) => [id, name]));
  return (
    <>
      <PageHeader
        title="Limits"
        lead="How much money may be moved, by all playbooks and people together. A change that would go over a limit is refused before it reaches the platform."
        actions={
          mayPropose && rates.data !== undefined ? (
            <Button variant="contained" onClick={() => setSetting({ of: null })}>
              New limit
            </Button>
          ) : null
        }
      />
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="the limits" height={150} />
        ) : (
          <LoadingFailed label="limits" error={error} retry={() => void refetch()} />
        )
      ) : (
        <Stack spacing={3}>
          {data.length === 0 ? (
            <StateMessage title="No limit has been set">
              Nothing but the guardrails of each playbook limits what is moved. Set a first limit, and it holds at once.
            </StateMessage>
          ) : null}
          {groups.map(({ title, states }) => {
            const caps = data.filter((cap) => states.some((state) => state === cap.state));
            if (caps.length === 0) return null;
            return (
              <section key={title} aria-label={title}>
                <Typography variant="h2" sx={{ mb: 1 }}>
                  {title}
                </Typography>
                <Box component="ul" sx={{ m: 0, p: 0, display: 'grid', gap: 1.5 }}>
                  {caps.map((cap) => (
                    <CapCard
                      key={cap.id}
                      {...{ cap, names }}
                      onChange={mayPropose && cap.state === 'active' ? () => setSetting({ of: cap }) : null}
                      onDecide={mayAgree && mayDecide(cap, email) ? () => setDeciding(cap) : null}
                    />
                  ))}
                </Box>
              </section>
            );
          })}
          {rates.data === undefined ? null : <RatesPanel rates={rates.data} />}
        </Stack>
      )}
      {setting === null || rates.data === undefined ? null : (
        <SetCapDialog
          of={setting.of}
          draft={draftOf(setting.of, rates.data.base_currency)}
          caps={data ?? []}
          {...limitable}
          onClose={() => setSetting(null)}
        />
      )}
      {deciding === null ? null : (
        <DecideCapDialog
          cap={deciding}
          before={data?.find((cap) => cap.id === deciding.replaces) ?? null}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  );
}
