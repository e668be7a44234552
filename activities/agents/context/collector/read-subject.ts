import { CodedError } from '../../../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readCampaignRecord } from '../../../../db/queries/campaign-record.ts';
import type { Subject } from './subject.ts';
import type { Timing } from './timing.ts';

/** A moment so near is now: clocks of machines differ by less. */
const nowWithinMs = 10 * 60_000;

/** Looks up what is asked about. Throws CAMPAIGN_NOT_FOUND. A moment of the last ten minutes, or to come, is the present. */
export async function readSubject(
  deps: { readonly database: Database; readonly timing: Timing },
  tenant_id: string,
  asked: { readonly campaign_id: string; readonly at?: string | null | undefined; readonly force_refresh: boolean },
): Promise<Subject> {
  const { campaign_id, force_refresh } = asked;
  const campaign = await withTenant(deps.database, tenant_id, (tx) => readCampaignRecord(tx, campaign_id));
  if (campaign === null)
    throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
  const now = deps.timing.now();
  const at = asked.at === null || asked.at === undefined ? now : new Date(asked.at);
  return { tenant_id, campaign, at, live: now.getTime() - at.getTime() < nowWithinMs, force_refresh };
}
