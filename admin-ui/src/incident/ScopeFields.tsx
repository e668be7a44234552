import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import { useAccounts } from '../accounts/useAccounts.ts';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { platformChoices, platformName } from '../platforms/platform-name.ts';
import type { PlaybookView } from '../playbooks/playbook-view.ts';
import type { PauseScope } from './pause-view.ts';

type Scoped = { readonly scope: PauseScope; readonly scope_id: string };

const scopes: readonly { readonly scope: PauseScope; readonly label: string }[] = [
  { scope: 'tenant', label: 'Everything' },
  { scope: 'platform', label: 'One ad platform' },
  { scope: 'account', label: 'One ad account' },
  { scope: 'brand', label: 'One brand' },
  { scope: 'campaign', label: 'One campaign' },
  { scope: 'playbook', label: 'One playbook' },
];
const firstPage = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;

/** Chooses what a pause holds: everything, or one thing of a kind. */
export function ScopeFields(props: Scoped & { onChange: (next: Scoped) => void }) {
  const { scope, scope_id, onChange } = props;
  const campaigns = useGetList<CampaignView>('campaigns', firstPage, { enabled: scope === 'campaign' });
  const playbooks = useGetList<PlaybookView>('playbooks', firstPage, { enabled: scope === 'playbook' });
  const accounts = useAccounts({ enabled: scope === 'account' });
  const known = {
    tenant: [],
    brand: [],
    platform: platformChoices,
    account:
      accounts.data?.map(({ id, external_id, name, platform }) => ({
        ...{ id, name: `${platformName(platform)}: ${name === '' ? external_id : name}` },
      })) ?? [],
    campaign: campaigns.data?.map(({ id, campaign_name }) => ({ id, name: campaign_name })) ?? [],
    playbook: playbooks.data?.map(({ id, name }) => ({ id, name })) ?? [],
  }[scope];
  const chosen = scopes.find((each) => each.scope === scope)?.label ?? '';
  return (
    <>
      <TextField
        select
        label="What"
        value={scope}
        slotProps={{ select: { native: true } }}
        onChange={(event) => {
          const next = scopes.find((each) => each.scope === event.target.value);
          if (next !== undefined) onChange({ scope: next.scope, scope_id: '' });
        }}
      >
        {scopes.map((each) => (
          <option key={each.scope} value={each.scope}>
            {each.label}
          </option>
        ))}
      </TextField>
      {scope === 'tenant' ? null : scope === 'brand' ? (
        <TextField
          label="Name or id of the brand"
          value={scope_id}
          onChange={(event) => onChange({ scope, scope_id: event.target.value })}
        />
      ) : (
        <TextField
          select
          label={chosen}
          value={scope_id}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
          onChange={(event) => onChange({ scope, scope_id: event.target.value })}
        >
          <option value="">choose …</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </TextField>
      )}
    </>
  );
}
