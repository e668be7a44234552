import { z } from 'zod';
import type { AdPlatformAdapter, PlatformChange } from '../../../contracts/ad-platform.ts';
import { type AccountFacts, statusFromWire } from './account-facts.ts';
import type { MetaClient } from './client.ts';
import { type ActivityWire, activityWire } from './schemas.ts';
import { minorFromWire } from './wire-money.ts';
import { momentFromWire } from './wire-time.ts';

/** Which of our fields an event of the activity log is about; every other event is `other`. */
const fieldOfEvent: ReadonlyMap<string, PlatformChange['field']> = new Map([
  ['update_campaign_budget', 'daily_budget_minor'],
  ['update_ad_set_budget', 'daily_budget_minor'],
  ['update_ad_set_bidding', 'bid_amount_minor'],
  ['update_campaign_run_status', 'status'],
  ['update_ad_set_run_status', 'status'],
  ['update_ad_run_status', 'status'],
  ['update_ad_creative', 'creative_id'],
]);

const extraData = z.object({ old_value: z.unknown(), new_value: z.unknown() }).partial();
const nestedValue = z.object({ old_value: z.unknown(), new_value: z.unknown(), value: z.unknown() }).partial();
const scalar = z.union([z.string(), z.number()]);

/** `extra_data` is a JSON text; a value is a scalar or an object that holds one, depending on the event. */
function scalarOf(value: unknown): string | number | null {
  const plain = scalar.safeParse(value);
  if (plain.success) return plain.data;
  const nested = nestedValue.safeParse(value).data;
  return scalar.safeParse(nested?.new_value ?? nested?.old_value ?? nested?.value).data ?? null;
}

function parseExtra(text: string | null | undefined): z.infer<typeof extraData> | null {
  try {
    return extraData.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

function inOurTerms(field: PlatformChange['field'], value: unknown, currency: string): string | number | null {
  const found = scalarOf(value);
  if (found === null) return null;
  if (field === 'status') return statusFromWire(String(found).toUpperCase().replace('INACTIVE', 'PAUSED'));
  if (field === 'daily_budget_minor' || field === 'bid_amount_minor') {
    const amount = Number(found);
    return Number.isFinite(amount) ? minorFromWire(amount, currency) : null;
  }
  return String(found);
}

/** One entry of the log in our terms. `ours` is true when the entry names our app as the one that acted. */
export function changeFromWire(
  wire: ActivityWire,
  account: AccountFacts & { readonly application_id: string | null },
): PlatformChange {
  const field = fieldOfEvent.get(wire.event_type) ?? 'other';
  const extra = parseExtra(wire.extra_data);
  return {
    at: momentFromWire(wire.event_time) ?? account.now().toISOString(),
    entity_id: wire.object_id ?? '',
    field,
    before: inOurTerms(field, extra?.old_value, account.currency),
    after: inOurTerms(field, extra?.new_value, account.currency),
    actor: wire.actor_name ?? wire.actor_id ?? null,
    ours: account.application_id !== null && wire.application_id === account.application_id,
  };
}

/** The account's activity log for one entity and what lies below it: GET /act_{id}/activities, through all pages. */
export async function readChanges(
  client: MetaClient,
  account: AccountFacts & { readonly application_id: string | null },
  query: Parameters<AdPlatformAdapter['readChanges']>[0],
): Promise<readonly PlatformChange[]> {
  const rows = await client.list(
    `${account.account_id}/activities`,
    {
      fields: 'event_time,event_type,extra_data,object_id,object_type,actor_id,actor_name,application_id',
      since: query.since,
      oid: query.reference.entity_id,
      add_children: true,
      limit: 100,
    },
    activityWire,
  );
  return rows.map((row) => changeFromWire(row, account));
}
