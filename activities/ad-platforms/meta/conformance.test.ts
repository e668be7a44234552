import { describeConformance } from '../../../tests/ad-platforms/conformance-suite.ts';
import { createMetaAdapter } from './index.ts';
import { metaAds } from './platform.action.ts';

describeConformance({
  platform: metaAds,
  account: {
    external_id: 'act_100100',
    currency: 'USD',
    timezone: 'UTC',
    settings: { page_id: '100100100' },
    sandbox_token: 'sandbox-token-alder-finch',
    of_demo_world: true,
  },
  destination: '100100200',
  refreshable: false,
  announces_waits: true,
  partial_failures: false,
  settings: { META_ADS_READ_LAG_SECONDS: '0.3' },
  smallPages: async ({ account, credential }, base_url, page_size) =>
    createMetaAdapter({
      ...{ base_url, api_version: 'v26.0', account_id: account.external_id, currency: account.currency },
      ...{ access_token: credential.access_token, page_size },
    }),
});
