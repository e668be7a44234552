import { z } from 'zod';
import { definePlatform } from '../define-platform.ts';
import { productHuntCapabilities } from './capabilities.ts';

/** Product Hunt, where a product is launched and not advertised. */
export const productHunt = definePlatform({
  platform: 'product_hunt',
  label: 'Product Hunt API',
  capabilities: productHuntCapabilities,
  settings: z.object({
    PRODUCT_HUNT_BASE_URL: z
      .string()
      .default('https://api.producthunt.com')
      .describe('host of the GraphQL API; the sandbox on one machine'),
  }),
  sandboxSettings: (url) => ({ PRODUCT_HUNT_BASE_URL: url }),
  open: async ({ account, credential, fetch, now }, settings) => {
    const { createProductHuntAdapter } = await import('./adapter.ts');
    return createProductHuntAdapter({
      base_url: settings.PRODUCT_HUNT_BASE_URL,
      account_id: account.external_id,
      currency: account.currency,
      access_token: credential.access_token,
      fetch,
      now,
    });
  },
});
