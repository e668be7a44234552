import { z } from 'zod';

/** Who a person of the tenant is in a chat. */
export const channelIdentitySchema = z.object({
  channel: z.string(),
  external_id: z.string().describe('the member id in Slack, such as U0123ABCD'),
  user_id: z.uuid(),
  email: z.string(),
});
