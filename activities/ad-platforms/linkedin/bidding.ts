/**
 * Whether LinkedIn bids by itself: every `MAX_…` target spends the budget for as many results as possible and takes no bid.
 * With NONE and ENHANCED_CONVERSION `unitCost` is the bid, with TARGET_COST_PER_… the aimed-at and with
 * CAP_COST_AND_MAXIMIZE_… the highest cost of a result. No target type at all means NONE.
 * https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads/account-structure/create-and-manage-campaigns#campaign-bid-strategies
 */
export function isAutomatic(optimizationTargetType: string | null | undefined): boolean {
  return optimizationTargetType?.startsWith('MAX_') ?? false;
}
