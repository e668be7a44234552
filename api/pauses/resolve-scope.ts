import { platformSchema } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { findAdAccount } from '../../db/queries/ad-accounts.ts';
import { findBrand } from '../../db/queries/brands.ts';
import { findCampaign } from '../../db/queries/campaigns-list.ts';
import type { PausedScope } from '../../db/queries/pauses.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';
import type { TenantTransaction } from '../dependencies.ts';

/**
 * Turns what a person named into the ids that pauses hold by: a campaign by our uuid becomes the platform’s id, a playbook
 * by its slug becomes its id. Throws CAMPAIGN_NOT_FOUND, PLAYBOOK_NOT_FOUND, NOT_FOUND for a brand, or REQUEST_INVALID for
 * a platform that is none and for a tenant that is named: one pauses one’s own.
 */
export async function resolveScope(tx: TenantTransaction, { scope, scope_id }: PausedScope): Promise<PausedScope> {
  switch (scope) {
    case 'tenant':
      if (scope_id !== '') throw invalid('A pause of the tenant is of your own tenant: leave scope_id out.');
      return { scope, scope_id };
    case 'platform':
      if (!platformSchema.safeParse(scope_id).success)
        throw invalid(`There is no platform ${scope_id}; there is: ${platformSchema.options.join(', ')}.`);
      return { scope, scope_id };
    case 'account': {
      const account = await findAdAccount(tx, scope_id);
      if (account === null) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${scope_id}.`);
      return { scope, scope_id: account.ad_account_id };
    }
    case 'campaign': {
      const campaign = await findCampaign(tx, scope_id);
      if (campaign === null) throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${scope_id}.`);
      return { scope, scope_id: campaign.campaign_id };
    }
    case 'brand': {
      const brand = await findBrand(tx, scope_id);
      if (brand === null) throw new CodedError('NOT_FOUND', `There is no brand ${scope_id}.`);
      return { scope, scope_id: brand.brand_id };
    }
    case 'playbook': {
      const playbook = await findPlaybook(tx, scope_id);
      if (playbook === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${scope_id}.`);
      return { scope, scope_id: playbook.playbook_id };
    }
  }
}

function invalid(detail: string): CodedError {
  return new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/scope_id', detail }] });
}
