import { z } from 'zod';

/** What can be paused: everything of a tenant, or a brand, platform, ad account, campaign or playbook of it. */
export const pauseScopeSchema = z.enum(['tenant', 'brand', 'platform', 'account', 'campaign', 'playbook']);
/** What can be paused. */
export type PauseScope = z.infer<typeof pauseScopeSchema>;

/** A stop that somebody put on a part of the business. `scope_id` is '' for the whole tenant, else the id of the brand, platform, campaign or playbook. */
export const pauseSchema = z.object({
  pause_id: z.uuid(),
  scope: pauseScopeSchema,
  scope_id: z.string(),
  reason: z.string(),
  paused_by_email: z.string(),
  paused_at: z.iso.datetime(),
  resumed_by_email: z.string().nullable(),
  resumed_at: z.iso.datetime().nullable(),
});
/** A stop that somebody put on a part of the business. */
export type Pause = z.infer<typeof pauseSchema>;
