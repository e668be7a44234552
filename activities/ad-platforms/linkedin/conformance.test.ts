import { describeConformance } from '../../../tests/ad-platforms/conformance-suite.ts';
import { createLinkedInAdapter } from './index.ts';
import { linkedInAds } from './platform.action.ts';

describeConformance({
  platform: linkedInAds,
  account: {
    external_id: '504004001',
    currency: 'EUR',
    timezone: 'UTC',
    settings: {},
    sandbox_token: 'sandbox-token-alder-finch-linkedin',
    of_demo_world: true,
  },
  destination: '740040041',
  refreshable: true,
  announces_waits: false,
  partial_failures: false,
  settings: { LINKEDIN_ADS_READ_LAG_SECONDS: '0.3' },
  smallPages: async ({ account, ...open }, url, page_size) =>
    createLinkedInAdapter({
      ...{ base_url: url, oauth_base_url: url, api_version: '202608', account_id: account.external_id },
      ...{ ...open, currency: account.currency, page_size },
    }),
});
