import { z } from 'zod';
import type { PlatformChange } from '../../../contracts/ad-platform.ts';
import { statusFromWire } from './entities.ts';
import type { AccountFacts } from './google-account.ts';
import { int64 } from './schemas.ts';
import { minorFromMicros } from './wire-money.ts';
import { momentFromLocal } from './wire-time.ts';

const changedResource = z.record(z.string(), z.record(z.string(), z.unknown()));

/** One event of the change history. Only the changed fields are filled in the old and the new resource. */
export const changeEventRow = z.object({
  changeEvent: z.object({
    changeDateTime: z.string(),
    changeResourceType: z.string(),
    changeResourceName: z.string(),
    clientType: z.string().nullish(),
    userEmail: z.string().nullish(),
    changedFields: z.string().nullish(),
    oldResource: changedResource.nullish().catch(null),
    newResource: changedResource.nullish().catch(null),
  }),
});
/** One event of the change history. */
export type ChangeEvent = z.infer<typeof changeEventRow>['changeEvent'];

type Told = { readonly field: PlatformChange['field']; readonly as: 'money' | 'status' | 'moment' };
const money = (field: PlatformChange['field']): Told => ({ field, as: 'money' });
const status: Told = { field: 'status', as: 'status' };
const bids = {
  cpcBidMicros: money('bid_amount_minor'),
  cpmBidMicros: money('bid_amount_minor'),
  cpvBidMicros: money('bid_amount_minor'),
  targetCpaMicros: money('bid_amount_minor'),
};

/** Which changed fields we know, by the resource in which they are; all others are told as `other`. */
const known: Readonly<Record<string, { readonly resource: string; readonly fields: Readonly<Record<string, Told>> }>> =
  {
    CAMPAIGN: {
      resource: 'campaign',
      fields: {
        status,
        startDateTime: { field: 'starts_at', as: 'moment' },
        endDateTime: { field: 'ends_at', as: 'moment' },
      },
    },
    CAMPAIGN_BUDGET: {
      resource: 'campaignBudget',
      fields: { amountMicros: money('daily_budget_minor'), totalAmountMicros: money('lifetime_budget_minor') },
    },
    AD_GROUP: { resource: 'adGroup', fields: { status, ...bids } },
    AD_GROUP_AD: { resource: 'adGroupAd', fields: { status } },
  };

/** A path of a field mask in lowerCamelCase, whichever of its two forms it came in. */
function camel(path: string): string {
  return path.trim().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function inOurTerms(value: unknown, as: Told['as'], facts: AccountFacts): string | number | null {
  if (as === 'money') {
    const micros = int64.safeParse(value).data;
    return micros === undefined ? null : minorFromMicros(micros, facts.currency);
  }
  if (typeof value !== 'string') return null;
  return as === 'status' ? statusFromWire(value) : momentFromLocal(value, facts.timezone);
}

/** The changes of one event in our terms: one for each changed field. */
export function fieldsOfEvent(event: ChangeEvent, entity_id: string, facts: AccountFacts): readonly PlatformChange[] {
  const about = known[event.changeResourceType];
  const paths = (event.changedFields ?? '')
    .split(',')
    .filter((path) => path.trim() !== '')
    .map(camel);
  const common = {
    at: momentFromLocal(event.changeDateTime, facts.timezone) ?? facts.now().toISOString(),
    entity_id,
    actor: event.userEmail ?? event.clientType ?? null,
    ours: event.clientType === 'GOOGLE_ADS_API',
  };
  const other = { ...common, field: 'other' as const, before: null, after: null };
  if (paths.length === 0) return [other];
  return paths.map((path) => {
    const told = about?.fields[path];
    if (about === undefined || told === undefined) return other;
    const value = (side: ChangeEvent['oldResource']) => inOurTerms(side?.[about.resource]?.[path], told.as, facts);
    return { ...common, field: told.field, before: value(event.oldResource), after: value(event.newResource) };
  });
}
