import { z } from 'zod';
import type { AccountSpec } from './account-spec.ts';
import type { CampaignSpec } from './campaign-spec.ts';
import type { Entity } from './entity.ts';

/** A thing that a call over an API makes: what is written down of it, so that it is there in the next life too. */
export const createdEntitySchema = z.object({
  id: z.string(),
  kind: z.enum(['campaign', 'ad_set', 'ad', 'creative']),
  account_id: z.string(),
  /** Null for a new campaign and for what belongs to the account itself. */
  campaign_id: z.string().nullable(),
  parent_id: z.string().nullable(),
  /** Values under the names and in the units of the books; `name` and `status` among them. */
  initial: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
/** A thing that a call makes. */
export type CreatedEntity = z.infer<typeof createdEntitySchema>;

/**
 * A campaign without ads, to which the market shows nobody: what an API has made delivers nothing here, as nothing is known of
 * its market. Uploaded creatives, which belong to no campaign, get it with an empty id.
 */
function emptyCampaign(campaign_id: string, name: string): CampaignSpec {
  return {
    campaign_id,
    campaign_name: name,
    objective: 'OUTCOME_SALES',
    industry: '',
    keywords: [],
    daily_budget_minor: 1,
    target_cpa_minor: 1,
    audience_size: 1,
    ad_set_id: '',
    bid_amount_minor: 1,
    ads: [],
    spare_creatives: [],
    scenario: 'no_change',
    plot: null,
    budget_owner: 'campaign',
    lifetime_budget_minor: null,
    starts_at: null,
    ends_at: null,
    included_audience_ids: [],
    excluded_audience_ids: [],
    shared_budget_id: null,
  };
}

/** The thing itself, below its campaign when it has one. */
export function createdEntity(
  created: CreatedEntity,
  place: { readonly account: AccountSpec; readonly campaign: CampaignSpec | null; readonly created_at: number },
): Entity {
  const { id, kind, parent_id, initial } = created;
  const own = kind === 'campaign' ? emptyCampaign(id, String(initial.name ?? '')) : emptyCampaign('', '');
  const { account, created_at } = place;
  return { id, kind, parent_id, initial, account, created_at, campaign: place.campaign ?? own };
}
