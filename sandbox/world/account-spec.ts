import { z } from 'zod';
import { type Platform, platformSchema } from '../../contracts/platform.ts';

/** Shape of an account's id where a platform has one of its own; elsewhere it is digits. */
const idShapes: Readonly<Partial<Record<Platform, RegExp>>> = {
  meta_ads: /^act_\d{3,20}$/,
  google_ads: /^\d{10}$/,
};
const digits = /^\d{3,20}$/;

/**
 * An ad account of the sandbox with the one token that opens it; `refresh-<token>` renews that token where the platform has
 * refreshing. `conversion_destinations` are its pixels, conversion actions or rules: when none is named, any will do.
 * `manager_id` is the account that stands above it and through which it may be called too.
 */
export const accountSpecSchema = z
  .strictObject({
    platform: platformSchema.default('meta_ads'),
    external_id: z.string(),
    name: z.string(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    timezone: z.string(),
    sandbox_token: z.string().min(1),
    conversion_destinations: z.array(z.string()).default([]),
    manager_id: z.string().nullable().default(null),
    /** Whether the platform has opened its insights into auctions for it, as it does for few. */
    auction_insights: z.boolean().default(false),
  })
  .refine(({ platform, external_id }) => (idShapes[platform] ?? digits).test(external_id), {
    path: ['external_id'],
    error: 'not the shape of an account id on this platform',
  });
/** An ad account. */
export type AccountSpec = z.infer<typeof accountSpecSchema>;

/** An audience of an account, as `audienceStateSchema`-like readers expect it. */
export const audienceSpecSchema = z.strictObject({
  audience_id: z.string().regex(/^\d{3,20}$/),
  name: z.string(),
  kind: z.enum(['custom', 'lookalike', 'saved', 'other']).default('custom'),
  size: z.int().nonnegative().nullable().default(null),
  ready: z.boolean().default(true),
});
/** An audience. */
export type AudienceSpec = z.infer<typeof audienceSpecSchema>;

/** What `POST /_sandbox/audiences` takes. */
export const newAudiencesSchema = z.strictObject({ account_id: z.string(), audiences: z.array(audienceSpecSchema) });
