import { describeConformance } from '../../../tests/ad-platforms/conformance-suite.ts';
import { createTiktokAdapter } from './index.ts';
import { tiktokAds } from './platform.action.ts';

describeConformance({
  platform: tiktokAds,
  account: {
    external_id: '7050050050051',
    currency: 'USD',
    timezone: 'UTC',
    settings: {},
    sandbox_token: 'sandbox-token-alder-finch-tiktok',
    of_demo_world: true,
  },
  destination: '750050051',
  refreshable: true,
  announces_waits: false,
  partial_failures: true,
  creative_image_url: 'https://shop.example/boots.png',
  settings: { TIKTOK_ADS_READ_LAG_SECONDS: '0.3' },
  smallPages: async ({ account, ...open }, base_url, page_size) =>
    createTiktokAdapter({
      ...{ base_url, api_version: 'v1.3', account_id: account.external_id, currency: account.currency },
      ...{ ...open, page_size },
    }),
});
