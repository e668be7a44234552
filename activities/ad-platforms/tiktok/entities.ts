import { type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { bidOf, budgetOf } from './budgets.ts';
import type { AdGroupWire, AdWire, CampaignWire } from './schemas.ts';
import { momentFromWire } from './wire-time.ts';

/** What the mapping needs besides the wire. */
export type AccountFacts = {
  readonly account_id: string;
  readonly currency: string;
  readonly now: () => Date;
  /** Looks at the image of a creative; the public network when left out. */
  readonly getPublic?: PublicGet | undefined;
};

const statuses: ReadonlyMap<string, EntityState['status']> = new Map([
  ['ENABLE', 'active'],
  ['DISABLE', 'paused'],
  ['DELETE', 'deleted'],
]);

/** TikTok's operation status in our words; anything new is `other`. It is what one writes; the secondary status is not. */
export function statusFromWire(status: string | null | undefined): EntityState['status'] {
  return statuses.get(status ?? '') ?? 'other';
}

function common(account: AccountFacts, entity_id: string, name: string | null | undefined, status: AdWire['ad_name']) {
  return {
    ...nothingHeld,
    platform: 'tiktok_ads' as const,
    account_id: account.account_id,
    currency: account.currency,
    read_at: account.now().toISOString(),
    entity_id,
    name: name ? name : entity_id,
    status: statusFromWire(status),
  };
}

/** A campaign in our terms. */
export function campaignState(wire: CampaignWire, account: AccountFacts): EntityState {
  return {
    ...common(account, wire.campaign_id, wire.campaign_name, wire.operation_status),
    ...budgetOf(wire, account.currency),
    entity_type: 'campaign',
    parent_id: null,
  };
}

/** Ids of audiences in our form: sorted, joined by commas, '' for none. */
function audienceList(ids: readonly string[] | null | undefined): string {
  return [...(ids ?? [])].sort().join(',');
}

/** An ad group in our terms. One that runs from now on has an end that TikTok set ten years ahead; it counts as none. */
export function adGroupState(wire: AdGroupWire, account: AccountFacts): EntityState {
  return {
    ...common(account, wire.adgroup_id, wire.adgroup_name, wire.operation_status),
    ...budgetOf(wire, account.currency),
    entity_type: 'ad_set',
    parent_id: wire.campaign_id ?? null,
    bid_amount_minor: bidOf(wire, account.currency),
    bid_strategy: wire.bid_type ?? null,
    starts_at: momentFromWire(wire.schedule_start_time),
    ends_at: wire.schedule_type === 'SCHEDULE_FROM_NOW' ? null : momentFromWire(wire.schedule_end_time),
    included_audience_ids: audienceList(wire.audience_ids),
    excluded_audience_ids: audienceList(wire.excluded_audience_ids),
  };
}

/** An ad in our terms: it shows its video, or else its first image. */
export function adState(wire: AdWire, account: AccountFacts): EntityState {
  return {
    ...common(account, wire.ad_id, wire.ad_name, wire.operation_status),
    entity_type: 'ad',
    parent_id: wire.adgroup_id ?? null,
    creative_id: (wire.video_id ? wire.video_id : wire.image_ids?.[0]) ?? null,
  };
}
