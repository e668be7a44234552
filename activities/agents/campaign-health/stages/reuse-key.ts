import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import { matterOf } from './matter-of.ts';

/** What says when or how something was read, and nothing about the campaign. */
const circumstances = new Set(['fetched_at', 'from_cache', 'response_ms', 'last_updated', 'checked_at', 'last_check']);
/** So many digits of a figure tell one state of a campaign from another. */
const digits = 4;

/**
 * Names an analysis by what was analysed: the context without the moments at which it was read, figures to four digits, and
 * whatever else went in, word for word. Reading the same campaign again minutes later gives the same name.
 */
export function reuseKeyOf({ at: _at, ...context }: CampaignContext, ...made: readonly string[]): string {
  return `analysis:${matterOf([settled(context), ...made])}`;
}

function settled(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !circumstances.has(key))
      .map(([key, each]) => [key, settled(each)]),
  );
}
