import type { Platform } from './platform.ts';
import type { RootCause } from './recommendation.ts';

/** One campaign of the demo: it exists in the seed of the database and, under the same ids, in the sandbox’s market. */
export type DemoCampaign = {
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly objective: string;
  readonly industry: string;
  readonly keywords: readonly string[];
  readonly daily_budget_minor: number;
  readonly target_cpa_minor: number;
  readonly audience_size: number;
  readonly ad_set_id: string;
  readonly bid_amount_minor: number;
  readonly ads: readonly { readonly ad_id: string; readonly name: string; readonly creative_id: string }[];
  /** Creatives that exist but do not run: what a rotation can bring in. */
  readonly spare_creatives: readonly { readonly creative_id: string; readonly name: string }[];
  /** What the sandbox’s market does to this campaign in the last days; never read by product code. */
  readonly scenario: Exclude<RootCause, 'insufficient_data'>;
  /** Who holds the daily budget; the campaign when it is not said. */
  readonly budget_owner?: 'campaign' | 'ad_set';
};

/** An ad account of a demo tenant beside its main one, with its campaigns. */
export type DemoAccount = {
  readonly platform: Platform;
  readonly account: DemoTenant['account'];
  readonly campaigns: readonly DemoCampaign[];
};

/** One tenant of the demo with its ad accounts: the main one, on Meta, and others. */
export type DemoTenant = {
  readonly tenant_id: string;
  readonly name: string;
  readonly brand_name: string;
  readonly email_domain: string;
  readonly account: {
    readonly external_id: string;
    readonly name: string;
    readonly currency: string;
    readonly timezone: string;
    /** The sandbox accepts exactly this token; it opens nothing else. */
    readonly sandbox_token: string;
    /** Pixels, conversion actions or rules that take conversions, by the platform’s ids. */
    readonly conversion_destinations: readonly string[];
    /** What else the platform must be told of the account, as `ad_accounts.platform_settings` holds it. */
    readonly platform_settings?: Readonly<Record<string, string>>;
  };
  readonly campaigns: readonly DemoCampaign[];
  readonly other_accounts: readonly DemoAccount[];
};

/** Every campaign of a tenant, on all platforms, the main account's first. */
export function campaignsOf(tenant: DemoTenant): readonly DemoCampaign[] {
  return [...tenant.campaigns, ...tenant.other_accounts.flatMap((each) => each.campaigns)];
}

function campaign(
  serial: number,
  campaign_name: string,
  scenario: DemoCampaign['scenario'],
  facts: {
    industry: string;
    daily_budget_minor: number;
    target_cpa_minor: number;
    bid_amount_minor: number;
    audience_size: number;
    objective?: string;
    budget_owner?: 'ad_set';
  },
): DemoCampaign {
  const id = (kind: number, index: number) => `${kind}2024${String(serial).padStart(6, '0')}${index}`;
  return {
    campaign_id: id(1, 0),
    campaign_name,
    objective: 'OUTCOME_SALES',
    // Words of its own, so that each campaign has rivals of its own.
    keywords: [campaign_name.toLowerCase(), `buy ${campaign_name.toLowerCase()}`],
    ...facts,
    ad_set_id: id(2, 0),
    ads: [
      { ad_id: id(3, 1), name: `${campaign_name} – video`, creative_id: id(4, 1) },
      { ad_id: id(3, 2), name: `${campaign_name} – carousel`, creative_id: id(4, 2) },
    ],
    spare_creatives: [
      { creative_id: id(4, 3), name: `${campaign_name} – new video` },
      { creative_id: id(4, 4), name: `${campaign_name} – customer voice` },
    ],
    scenario,
  };
}

const outdoor = { industry: 'outdoor' };
const kitchen = { industry: 'kitchenware' };

/** The demo: two made-up companies, so that one can see that neither sees the other. */
export const demoTenants: readonly DemoTenant[] = [
  {
    tenant_id: '01900000-0000-7000-8000-000000000001',
    name: 'Alder & Finch',
    brand_name: 'Alder & Finch Outdoor',
    email_domain: 'alder-finch.example',
    account: {
      external_id: 'act_100100',
      name: 'Alder & Finch EU',
      currency: 'USD',
      timezone: 'UTC',
      sandbox_token: 'sandbox-token-alder-finch',
      conversion_destinations: ['100100200'],
      platform_settings: { page_id: '100100100' },
    },
    campaigns: [
      campaign(101, 'Spring Sale', 'auction_pressure', {
        ...outdoor,
        daily_budget_minor: 40_000,
        target_cpa_minor: 4_500,
        bid_amount_minor: 250,
        audience_size: 1_800_000,
      }),
      campaign(102, 'Trail Boots', 'creative_fatigue', {
        ...outdoor,
        daily_budget_minor: 30_000,
        target_cpa_minor: 3_800,
        bid_amount_minor: 210,
        audience_size: 900_000,
      }),
      campaign(103, 'Loyal Hikers', 'audience_saturation', {
        ...outdoor,
        daily_budget_minor: 22_000,
        target_cpa_minor: 3_000,
        bid_amount_minor: 180,
        audience_size: 60_000,
      }),
      campaign(104, 'Rain Jackets', 'budget_limited', {
        ...outdoor,
        daily_budget_minor: 15_000,
        target_cpa_minor: 4_200,
        bid_amount_minor: 240,
        audience_size: 2_400_000,
      }),
      campaign(105, 'Camping Checkout', 'tracking_break', {
        ...outdoor,
        daily_budget_minor: 26_000,
        target_cpa_minor: 4_000,
        bid_amount_minor: 230,
        audience_size: 1_500_000,
      }),
      campaign(106, 'Weekend Tents', 'seasonality', {
        ...outdoor,
        daily_budget_minor: 60_000,
        target_cpa_minor: 2_400,
        bid_amount_minor: 180,
        audience_size: 1_200_000,
      }),
      campaign(107, 'Gift Cards', 'conversion_lag', {
        ...outdoor,
        daily_budget_minor: 80_000,
        target_cpa_minor: 800,
        bid_amount_minor: 120,
        audience_size: 1_100_000,
      }),
      campaign(108, 'Everyday Backpacks', 'no_change', {
        ...outdoor,
        daily_budget_minor: 32_000,
        target_cpa_minor: 4_100,
        bid_amount_minor: 225,
        audience_size: 2_000_000,
      }),
    ],
    other_accounts: [
      {
        platform: 'google_ads',
        account: {
          external_id: '3003003001',
          name: 'Alder & Finch Search',
          currency: 'USD',
          timezone: 'UTC',
          sandbox_token: 'sandbox-token-alder-finch-google',
          conversion_destinations: ['730030031'],
        },
        campaigns: [
          campaign(301, 'Hiking Boots – search', 'budget_limited', {
            ...outdoor,
            objective: 'SEARCH',
            daily_budget_minor: 18_000,
            target_cpa_minor: 4_000,
            bid_amount_minor: 190,
            audience_size: 800_000,
          }),
          campaign(302, 'Rain Gear – display', 'no_change', {
            ...outdoor,
            objective: 'DISPLAY',
            daily_budget_minor: 12_000,
            target_cpa_minor: 4_400,
            bid_amount_minor: 140,
            audience_size: 1_600_000,
          }),
        ],
      },
      {
        platform: 'linkedin_ads',
        account: {
          external_id: '504004001',
          name: 'Alder & Finch Trade',
          currency: 'EUR',
          timezone: 'UTC',
          sandbox_token: 'sandbox-token-alder-finch-linkedin',
          conversion_destinations: ['740040041'],
        },
        campaigns: [
          campaign(401, 'Outfitters and Guides', 'auction_pressure', {
            ...outdoor,
            objective: 'WEBSITE_CONVERSION',
            budget_owner: 'ad_set',
            daily_budget_minor: 15_000,
            target_cpa_minor: 9_000,
            bid_amount_minor: 620,
            audience_size: 240_000,
          }),
        ],
      },
      {
        platform: 'tiktok_ads',
        account: {
          external_id: '7050050050051',
          name: 'Alder & Finch Clips',
          currency: 'USD',
          timezone: 'UTC',
          sandbox_token: 'sandbox-token-alder-finch-tiktok',
          conversion_destinations: ['750050051'],
        },
        campaigns: [
          campaign(501, 'First Overnight Hike', 'creative_fatigue', {
            ...outdoor,
            objective: 'WEB_CONVERSIONS',
            daily_budget_minor: 20_000,
            target_cpa_minor: 3_200,
            bid_amount_minor: 130,
            audience_size: 1_900_000,
          }),
        ],
      },
    ],
  },
  {
    tenant_id: '01900000-0000-7000-8000-000000000002',
    name: 'Lumen Kitchen',
    brand_name: 'Lumen Kitchen',
    email_domain: 'lumen-kitchen.example',
    account: {
      external_id: 'act_200200',
      name: 'Lumen Kitchen JP',
      currency: 'JPY',
      timezone: 'Asia/Tokyo',
      sandbox_token: 'sandbox-token-lumen-kitchen',
      conversion_destinations: ['200200200'],
      platform_settings: { page_id: '200200100' },
    },
    campaigns: [
      campaign(201, 'Cast Iron', 'auction_pressure', {
        ...kitchen,
        daily_budget_minor: 60_000,
        target_cpa_minor: 5_200,
        bid_amount_minor: 300,
        audience_size: 1_300_000,
      }),
      campaign(202, 'Chef Knives', 'no_change', {
        ...kitchen,
        daily_budget_minor: 45_000,
        target_cpa_minor: 4_800,
        bid_amount_minor: 280,
        audience_size: 1_000_000,
      }),
    ],
    other_accounts: [],
  },
];

/** The people of each demo tenant: name before the @ and roles. */
export const demoPeople = [
  { name: 'admin', roles: ['admin'] },
  { name: 'marketer', roles: ['marketer'] },
  { name: 'approver', roles: ['approver', 'marketer'] },
  { name: 'analyst', roles: ['analyst'] },
  { name: 'engineer', roles: ['engineer'] },
  { name: 'oncall', roles: ['on_call'] },
  { name: 'viewer', roles: ['viewer'] },
] as const;
