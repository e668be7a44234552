import { CodedError } from '../../../contracts/errors/index.ts';
import { type CampaignRow, findCampaign } from '../../../db/queries/campaigns-list.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** The campaign with this id (the platform’s or ours). Throws CAMPAIGN_NOT_FOUND, also for another tenant’s. */
export async function campaignOrRefuse(tx: TenantTransaction, id: string): Promise<CampaignRow> {
  const campaign = await findCampaign(tx, id);
  if (campaign === null) throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${id}.`);
  return campaign;
}
