import { describeConformance } from '../../../tests/ad-platforms/conformance-suite.ts';
import { googleAds } from './platform.action.ts';

describeConformance({
  platform: googleAds,
  account: {
    external_id: '7001234567',
    currency: 'USD',
    timezone: 'UTC',
    settings: {},
    sandbox_token: 'sandbox-token-google-conformance',
    of_demo_world: false,
  },
  destination: '7001234999',
  refreshable: true,
  announces_waits: true,
  partial_failures: true,
  settings: { GOOGLE_ADS_READ_LAG_SECONDS: '0.3' },
  smallPages: null,
});
