import type { SignName } from '../hypotheses/likelihoods.ts';

/** What a sign is about, for a sentence that says that it is not known. */
export const signWords: Readonly<Record<SignName, string>> = {
  dearer_conversions: 'the change of CPA',
  dearer_impressions: 'the change of CPM',
  fewer_clicks: 'the change of the click-through rate',
  fewer_buyers: 'the change of the conversion rate',
  share_lost: 'the change of the impression share',
  active_competitors: 'how active competitors are',
  rising_bids: 'what competitors bid',
  promotion_seen: 'whether competitors run a promotion',
  old_creative: 'how old the creatives are',
  high_frequency: 'how often people saw the ads',
  rising_frequency: 'the change of frequency',
  reach_lost: 'the change of reach',
  high_share: 'the impression share',
  low_relevance: 'how relevant the platform rates the ads',
  weak_segment: 'how the parts of the audience compare',
  capped_strong_segment: 'whether the best part of the audience runs out of budget',
  full_budget: 'how much of the budget is spent',
  under_target: 'CPA against its target',
  recurring: 'whether it came before',
  echo: 'the conversion rate four weeks ago',
  event_now: 'events in the calendar',
  industry_alike: 'CPA of the industry',
};

/** How many signs there are, without a full stop: `None of the 3 signs of creative fatigue is there`, `1 of the 3 …`. */
export function signsWords(present: number, of: number, signs: string): string {
  if (present === 0)
    return of === 0 ? `No ${signs}` : `${of === 2 ? 'Neither' : 'None'} of the ${of} ${signs} is there`;
  if (present === of && of > 1) return `${of === 2 ? 'Both' : `All ${of}`} ${signs} are there`;
  return `${present} of the ${of} ${signs} ${present === 1 ? 'is' : 'are'} there`;
}
