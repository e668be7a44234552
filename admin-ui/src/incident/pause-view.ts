import { z } from 'zod';

/** A stop that somebody put on a part of the business, as the banner needs it. */
export const pauseViewSchema = z.object({
  pause_id: z.string(),
  scope: z.enum(['tenant', 'brand', 'platform', 'campaign', 'playbook']),
  scope_id: z.string(),
  reason: z.string(),
  paused_by_email: z.string(),
  paused_at: z.string(),
});
/** A stop that holds. */
export type PauseView = z.infer<typeof pauseViewSchema>;

/** What can be paused. */
export type PauseScope = PauseView['scope'];

const names: Readonly<Record<Exclude<PauseScope, 'tenant'>, string>> = {
  brand: 'the brand',
  platform: 'the platform',
  campaign: 'the campaign',
  playbook: 'the playbook',
};

/** What a pause holds, in words: “everything”, “the platform meta_ads”. */
export function pausedWhat({ scope, scope_id }: Pick<PauseView, 'scope' | 'scope_id'>): string {
  return scope === 'tenant' ? 'everything' : `${names[scope]} ${scope_id}`;
}
