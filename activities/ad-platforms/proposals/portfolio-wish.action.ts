import { z } from 'zod';

/** What shall be of one campaign of a portfolio. Money in minor units of its account’s currency. */
export const portfolioWishSchema = z
  .strictObject({
    campaign_id: z.string().min(1),
    daily_budget_minor: z.exactOptional(z.int().positive()),
    lifetime_budget_minor: z.exactOptional(z.int().positive()),
    bid_amount_minor: z.exactOptional(z.int().positive()),
    status: z.exactOptional(z.enum(['active', 'paused'])),
  })
  .refine((wish) => Object.keys(wish).length > 1, 'something must be wished of each campaign');
/** What shall be of one campaign of a portfolio. */
export type PortfolioWish = z.infer<typeof portfolioWishSchema>;
