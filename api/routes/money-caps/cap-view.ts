import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type CapScope, capUseSchema, moneyCapSchema } from '../../../contracts/money-cap.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { findAdAccount } from '../../../db/queries/ad-accounts.ts';
import { findCampaign } from '../../../db/queries/campaigns-list.ts';
import { readMoneySettings } from '../../../db/queries/fx-rates.ts';
import type { CapRow } from '../../../db/queries/money-caps.ts';
import { listCapUses, readCapsInForce } from '../../../db/queries/money-use.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** A cap as lists show it: what is used of it, by whom and until when, where it holds now. */
export const capWithUseSchema = moneyCapSchema.extend({
  replaces: z.uuid().nullable().describe('the cap that this one takes the place of'),
  use: capUseSchema.nullable().describe('null where the cap does not hold now'),
});

/** How many uses of a cap are named, the newest first. */
const mostUses = 50;

/** A row as the API shows it. */
export function toCap(row: CapRow) {
  const { proposed_by, decided_by, rejected_at, proposed_at, effective_at, ...shown } = row;
  return { ...shown, proposed_at: proposed_at.toISOString(), effective_at: effective_at?.toISOString() ?? null };
}

/** Caps with their use. */
export async function withUse(tx: TenantTransaction, rows: readonly CapRow[]) {
  const inForce = rows.some((row) => row.state === 'active') ? await readCapsInForce(tx) : [];
  const shown = [];
  for (const row of rows) {
    const held = inForce.find((each) => each.cap_id === row.cap_id);
    if (held === undefined) shown.push({ ...toCap(row), use: null });
    else {
      const { used_minor, limit_minor } = held;
      const uses = await listCapUses(tx, row.cap_id, mostUses);
      shown.push({ ...toCap(row), use: { used_minor, left_minor: limit_minor - used_minor, uses } });
    }
  }
  return shown;
}

/** Whose money is meant, by the ids that the ledger counts by, and the currencies that a cap on it can be in. */
export type ResolvedScope = { readonly scope_id: string; readonly currencies: readonly string[] };

/**
 * Turns what a person named into the id that the ledger counts by: an account by our uuid becomes the platform’s id, a
 * campaign too. A cap can be in the currency that the tenant adds up in, and one of an account or a campaign in its own.
 * Throws ACCOUNT_NOT_FOUND, CAMPAIGN_NOT_FOUND, or REQUEST_INVALID.
 */
export async function resolveCapScope(tx: TenantTransaction, scope: CapScope, id: string): Promise<ResolvedScope> {
  const { base_currency } = await readMoneySettings(tx);
  const base = { scope_id: id, currencies: [base_currency] };
  switch (scope) {
    case 'tenant':
      if (id !== '') throw invalid('scope_id', 'A cap of the tenant is of your own tenant: leave scope_id out.');
      return base;
    case 'platform':
      if (!platformSchema.safeParse(id).success)
        throw invalid('scope_id', `There is no platform ${id}; there is: ${platformSchema.options.join(', ')}.`);
      return base;
    case 'requester':
      if (!z.email().safeParse(id).success) throw invalid('scope_id', 'This is the e-mail address of a person.');
      return { ...base, scope_id: id.toLowerCase() };
    case 'account': {
      const account = await findAdAccount(tx, id);
      if (account === null) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${id}.`);
      return { scope_id: account.external_id, currencies: [account.currency, base_currency] };
    }
    case 'campaign': {
      const campaign = await findCampaign(tx, id);
      if (campaign === null) throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${id}.`);
      return { scope_id: campaign.campaign_id, currencies: [campaign.currency, base_currency] };
    }
  }
}

/** A request that cannot be meant so. */
export function invalid(field: string, detail: string): CodedError {
  return new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: `/body/${field}`, detail }] });
}
