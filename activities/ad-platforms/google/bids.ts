import type { AdGroupRow } from './schemas.ts';

/** The bid of an ad group that counts under a strategy: its name on the wire, and in a query. */
export type BidField = {
  readonly wire: 'cpcBidMicros' | 'cpmBidMicros' | 'cpvBidMicros' | 'targetCpaMicros';
  readonly column: string;
};

const cpc = { wire: 'cpcBidMicros', column: 'cpc_bid_micros' } as const;
const targetCpa = { wire: 'targetCpaMicros', column: 'target_cpa_micros' } as const;

/**
 * Which bid counts, by the bidding strategy of the campaign. Strategies that are missing here have no amount of money on
 * the ad group (target ROAS is a ratio, the others bid by themselves).
 */
const bidByStrategy = new Map<string, BidField>([
  ['MANUAL_CPC', cpc],
  ['ENHANCED_CPC', cpc],
  ['MANUAL_CPM', { wire: 'cpmBidMicros', column: 'cpm_bid_micros' }],
  ['MANUAL_CPV', { wire: 'cpvBidMicros', column: 'cpv_bid_micros' }],
  ['TARGET_CPA', targetCpa],
  ['MAXIMIZE_CONVERSIONS', targetCpa],
]);

/** The bid that counts for an ad group; null where its strategy has none. */
export function bidFieldOf(row: AdGroupRow): BidField | null {
  return bidByStrategy.get(row.campaign.biddingStrategyType ?? '') ?? null;
}
