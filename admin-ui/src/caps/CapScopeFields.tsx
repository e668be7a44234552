import TextField from '@mui/material/TextField';
import { platformChoices } from '../platforms/platform-name.ts';
import type { CapScope } from './cap-view.ts';

/** Something that can be limited, by the id that the limit is kept under. */
export type Limitable = { readonly id: string; readonly name: string; readonly currency: string };

type Scoped = { readonly scope: CapScope; readonly scope_id: string };

const scopes: readonly { readonly scope: CapScope; readonly label: string }[] = [
  { scope: 'tenant', label: 'Everything together' },
  { scope: 'platform', label: 'One platform' },
  { scope: 'account', label: 'One ad account' },
  { scope: 'campaign', label: 'One campaign' },
  { scope: 'requester', label: 'What one person or key asks for' },
];

/** Chooses whose money a limit is about. */
export function CapScopeFields(
  props: Scoped & {
    accounts: readonly Limitable[];
    campaigns: readonly Limitable[];
    onChange: (next: Scoped) => void;
  },
) {
  const { scope, scope_id, onChange } = props;
  const choices = { platform: platformChoices, account: props.accounts, campaign: props.campaigns };
  const known = scope === 'tenant' || scope === 'requester' ? null : choices[scope];
  const label = scopes.find((each) => each.scope === scope)?.label ?? '';
  return (
    <>
      <TextField
        select
        label="Whose money"
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
      {known === null ? null : (
        <TextField
          select
          required
          label={label}
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
      {scope === 'requester' ? (
        <TextField
          required
          type="email"
          label="E-mail address"
          value={scope_id}
          onChange={(event) => onChange({ scope, scope_id: event.target.value })}
        />
      ) : null}
    </>
  );
}
