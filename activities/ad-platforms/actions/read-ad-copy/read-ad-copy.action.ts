import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { adCopySchema } from '../../../../contracts/ad-copy.ts';

/** Reads what the ads of a campaign say, and what the platform would take instead. An ad whose words nobody tells has none. */
export const readAdCopy = defineAction({
  agent: 'AdPlatformAgent',
  action: 'read_ad_copy',
  effect: 'read',
  summary: 'Reads the words of a campaign’s ads, and the limits that the platform sets to new ones.',
  params: z.object({ campaign_id: z.string().min(1) }),
  output: adCopySchema,
});
