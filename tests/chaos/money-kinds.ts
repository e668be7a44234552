import type { Platform } from '../../contracts/ad-platform.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { DemoCampaign } from '../../contracts/demo-world.ts';

/** What a campaign must be like before an action can be tried on it. */
export type CampaignWish = {
  readonly lifetime_budget_minor?: number;
  readonly ends_at?: string;
  readonly budget_owner?: 'campaign' | 'ad_set';
};

/** One kind of action that moves or commits money. */
export type MoneyKind = {
  readonly action: string;
  readonly platforms: readonly Platform[];
  readonly wish: CampaignWish;
  /** Paused by a person before the plan is made; a person's edits are not in the ledger. */
  readonly paused_before?: boolean;
  /** Taken back afterwards: the round is about taking back, and the change before it is made in peace. */
  readonly undone?: boolean;
  readonly params: (campaign: DemoCampaign) => JsonObject;
};

/** The four personalities: natural keys, nothing, nothing, and a request id that some calls know. */
export const platforms = [
  'google_ads',
  'linkedin_ads',
  'meta_ads',
  'tiktok_ads',
] as const satisfies readonly Platform[];
const withAdSetBudgets = platforms.filter((each) => each !== 'google_ads');
/** What every daily budget becomes, in minor units; test campaigns begin at 40 000. */
export const raisedBudgetMinor = 46_000;

/** Every kind of money action, and where it exists. A portfolio is tried over all platforms at once, in a scenario of its own. */
export const moneyKinds = {
  set_daily_budget: {
    action: 'set_daily_budget',
    platforms,
    wish: {},
    params: ({ campaign_id }) => ({ campaign_id, daily_budget_minor: raisedBudgetMinor }),
  },
  set_lifetime_budget: {
    action: 'set_lifetime_budget',
    platforms,
    wish: { lifetime_budget_minor: 900_000, ends_at: '2031-01-31T12:00:00.000Z' },
    params: ({ campaign_id }) => ({ campaign_id, lifetime_budget_minor: 950_000 }),
  },
  set_ad_set_budget: {
    action: 'set_ad_set_budget',
    platforms: withAdSetBudgets,
    wish: { budget_owner: 'ad_set' },
    params: ({ campaign_id, ad_set_id }) => ({ campaign_id, ad_set_id, daily_budget_minor: raisedBudgetMinor }),
  },
  set_bid: {
    action: 'set_bid',
    platforms,
    wish: {},
    params: ({ campaign_id }) => ({ campaign_id, bid_amount_minor: 300 }),
  },
  pause: { action: 'pause', platforms, wish: {}, params: ({ campaign_id }) => ({ campaign_id }) },
  resume: {
    action: 'resume',
    platforms,
    wish: {},
    paused_before: true,
    params: ({ campaign_id }) => ({ campaign_id }),
  },
  undo_execution: {
    action: 'set_daily_budget',
    platforms,
    wish: {},
    undone: true,
    params: ({ campaign_id }) => ({ campaign_id, daily_budget_minor: raisedBudgetMinor }),
  },
} as const satisfies Readonly<Record<string, MoneyKind>>;

/** The name of a kind. */
export type MoneyKindName = keyof typeof moneyKinds;
/** All of them. */
export const moneyKindNames: readonly MoneyKindName[] = [
  'set_daily_budget',
  'set_lifetime_budget',
  'set_ad_set_budget',
  'set_bid',
  'pause',
  'resume',
  'undo_execution',
];

/**
 * Times of every platform in these runs: a write is given up after two seconds, and reads may lag a third of one. Long
 * enough for a busy machine, short enough for hundreds of rounds.
 */
export const platformTimes: Readonly<Record<string, string>> = Object.fromEntries(
  ['GOOGLE', 'LINKEDIN', 'META', 'TIKTOK'].flatMap((name) => [
    [`${name}_ADS_WRITE_TIMEOUT_SECONDS`, '2'],
    [`${name}_ADS_READ_LAG_SECONDS`, '0.3'],
  ]),
);
