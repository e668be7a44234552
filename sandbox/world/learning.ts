import type { CampaignSpec } from './campaign-spec.ts';
import type { Timeline, TimelineChange } from './timeline.ts';

/** A budget or bid that moves by more than this restarts learning; so do a new creative, other targeting and a resumption. */
const LARGE_CHANGE = 0.2;

function isSignificant(change: TimelineChange): boolean {
  if (change.field === 'creative') return change.before !== change.after;
  if (change.field === 'status') return change.after === 'ACTIVE' && change.before !== 'ACTIVE';
  if (change.field.endsWith('_audiences') || change.field === 'audience_expansion')
    return change.before !== change.after;
  if (typeof change.before !== 'number' || typeof change.after !== 'number') return false;
  return Math.abs(change.after - change.before) > LARGE_CHANGE * change.before;
}

/** When the delivery of a campaign last had to start learning anew, at or before an instant; null if never. */
export function lastSignificantEdit(timeline: Timeline, campaign: CampaignSpec, at: number): number | null {
  const ids = [campaign.campaign_id, campaign.ad_set_id, ...campaign.ads.map((ad) => ad.ad_id)];
  const edits = ids.flatMap((id) => timeline.of(id).filter((change) => change.at <= at && isSignificant(change)));
  return edits.length === 0 ? null : Math.max(...edits.map((edit) => edit.at));
}
