import type { AdPlatformAdapter, EntityReference } from '../../contracts/ad-platform.ts';

/** One write as it is asked of the adapter. */
export type Wish = Parameters<AdPlatformAdapter['write']>[0];

/** An entity of the account of the replay. */
export const reference = (entity_type: EntityReference['entity_type'], entity_id: string): EntityReference => ({
  ...{ account_id: '1', entity_type, entity_id },
});
/** The campaign, ad group and ad that the recorded answers are about. */
export const campaign = reference('campaign', '111');
export const adGroup = reference('ad_set', '222');
export const ad = reference('ad', '333');

/** The wish that a field shall have a value. */
export const wish = (on: EntityReference, field: Wish['field'], value: Wish['value']): Wish => ({
  ...{ reference: on, field, value, request_id: 'r' },
});

/** The budget of the campaign as a query finds it: 400 units unless something else is said. */
export const budgetRow = (more: object) => ({
  campaign: { id: '111', status: 'ENABLED' },
  campaignBudget: { resourceName: 'customers/1/campaignBudgets/511', amountMicros: '400000000', ...more },
});
/** The ad group under a campaign with a bidding strategy. */
export const groupRow = (biddingStrategyType: string) => ({
  adGroup: { id: '222', status: 'ENABLED' },
  campaign: { id: '111', biddingStrategyType },
});
/** The ad, in its ad group or in another one. */
export const adRow = (adGroupId = '222') => ({
  adGroupAd: { resourceName: `customers/1/adGroupAds/${adGroupId}~333`, status: 'ENABLED', ad: { id: '333' } },
  adGroup: { id: adGroupId },
});

/** The body of a mutation with one operation. */
export const oneOperation = (operation: object) => ({
  operations: [operation],
  partialFailure: false,
  validateOnly: false,
});
