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
const told = (field: PlatformChange['field'], as: Told['as']): Told => ({ field, as });
const status = ['status', told('status', 'status')] as const;
const bid = told('bid_amount_minor', 'money');

/** Which changed fields we know, by the resource in which they are; all others are told as `other`. */
const known: ReadonlyMap<string, { readonly resource: string; readonly fields: ReadonlyMap<string, Told> }> = new Map([
  [
    'CAMPAIGN',
    {
      resource: 'campaign',
      fields: new Map([
        status,
        ['startDateTime', told('starts_at', 'moment')],
        ['endDateTime', told('ends_at', 'moment')],
      ]),
    },
  ],
  [
    'CAMPAIGN_BUDGET',
    {
      resource: 'campaignBudget',
      fields: new Map([
        ['amountMicros', told('daily_budget_minor', 'money')],
        ['totalAmountMicros', told('lifetime_budget_minor', 'money')],
      ]),
    },
  ],
  [
    'AD_GROUP',
    {
      resource: 'adGroup',
      fields: new Map([
        status,
        ['cpcBidMicros', bid],
        ['cpmBidMicros', bid],
        ['cpvBidMicros', bid],
        ['targetCpaMicros', bid],
      ]),
    },
  ],
  ['AD_GROUP_AD', { resource: 'adGroupAd', fields: new Map([status]) }],
]);

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
  const about = known.get(event.changeResourceType);
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
    const way = about?.fields.get(path);
    if (about === undefined || way === undefined) return other;
    const value = (side: ChangeEvent['oldResource']) => inOurTerms(side?.[about.resource]?.[path], way.as, facts);
    return { ...common, field: way.field, before: value(event.oldResource), after: value(event.newResource) };
  });
}
