import { z } from 'zod';

/** Platforms this product can name. An adapter registers under one of these. */
export const platformSchema = z.enum(['meta_ads', 'google_ads', 'linkedin_ads', 'tiktok_ads', 'product_hunt']);
/** A platform id. */
export type Platform = z.infer<typeof platformSchema>;
