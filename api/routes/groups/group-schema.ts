import { z } from 'zod';

/** A group of people whom approvals may ask. */
export const groupSchema = z.object({
  group_id: z.uuid(),
  name: z.string(),
  members: z.array(z.object({ user_id: z.uuid(), email: z.string() })),
});
