import { z } from 'zod';
import { platformName } from '../platforms/platform-name.ts';

/** A stop that somebody put on a part of the business, as the banner needs it. */
export const pauseViewSchema = z.object({
  pause_id: z.string(),
  scope: z.enum(['tenant', 'brand', 'platform', 'account', 'campaign', 'playbook']),
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
  account: 'the account',
  campaign: 'the campaign',
  playbook: 'the playbook',
};

/** What a pause holds, in words: “everything”, “the platform Google Ads”. `known` names accounts by our id. */
export function pausedWhat(
  { scope, scope_id }: Pick<PauseView, 'scope' | 'scope_id'>,
  known: ReadonlyMap<string, string> = new Map(),
): string {
  if (scope === 'tenant') return 'everything';
  return `${names[scope]} ${scope === 'platform' ? platformName(scope_id) : (known.get(scope_id) ?? scope_id)}`;
}
