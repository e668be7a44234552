import { describeConformance } from '../../../tests/ad-platforms/conformance-suite.ts';
import { createProductHuntAdapter } from './index.ts';
import { productHunt } from './platform.action.ts';

describeConformance({
  platform: productHunt,
  account: {
    external_id: '900900',
    currency: 'USD',
    timezone: 'America/Los_Angeles',
    settings: {},
    sandbox_token: 'sandbox-token-product-hunt',
    of_demo_world: false,
  },
  destination: null,
  refreshable: false,
  announces_waits: true,
  partial_failures: false,
  smallPages: async ({ account, credential, ...open }, url, page_size) =>
    createProductHuntAdapter({
      ...{ base_url: url, account_id: account.external_id, currency: account.currency },
      ...{ ...open, access_token: credential.access_token, page_size },
    }),
});
