import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { startDeadline } from '../wire/deadline.ts';
import { isAutomatic } from './bidding.ts';
import { linkedInCapabilities } from './capabilities.ts';
import type { LinkedInClient } from './client.ts';
import { type ImageSource, makeCreative } from './creatives.ts';
import { type AccountFacts, entityPath } from './entities.ts';
import { vendor } from './failures.ts';
import { scheduleWith } from './schedule.ts';
import { campaignWire } from './schemas.ts';
import { withExcluded, withIncluded } from './targeting.ts';
import { moneyFromMinor } from './wire-money.ts';

type WriteRequest = Parameters<AdPlatformAdapter['write']>[0];
/** What is set: LinkedIn’s names and values. */
export type Patch = Readonly<Record<string, unknown>>;

function refuse(request: WriteRequest, reason: string): CodedError {
  const { entity_id } = request.reference;
  return new CodedError('PLATFORM_REFUSED', reason, { entity_id, field: request.field, value: request.value });
}

function money(request: WriteRequest, currency: string) {
  const { value } = request;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return moneyFromMinor(value, currency);
  throw refuse(request, 'An amount of money must be a positive whole number of minor units.');
}

function oneOf(request: WriteRequest, allowed: Readonly<Record<string, string | boolean>>): string | boolean {
  const found = Object.entries(allowed).find(([ours]) => ours === request.value);
  if (found !== undefined) return found[1];
  throw refuse(request, `A ${request.field} of ${request.value} is not written by this product.`);
}

/** A part of a campaign or group as it is now; every field is absent that is not needed. */
const present = campaignWire
  .pick({ runSchedule: true, targetingCriteria: true, optimizationTargetType: true })
  .partial();

/**
 * What one write sets: always one field, always absolute. Schedules and targeting are held by LinkedIn as a whole, so that
 * what they hold besides is read first and written back; a bid needs to know whether there is one. Throws PLATFORM_REFUSED
 * before anything is sent when the value cannot be written.
 */
export async function patchOf(
  request: WriteRequest,
  currency: string,
  read: () => Promise<ReturnType<typeof present.parse>>,
): Promise<Patch> {
  const { field, value, reference } = request;
  switch (field) {
    case 'daily_budget_minor':
      return { dailyBudget: money(request, currency) };
    case 'lifetime_budget_minor':
      return { totalBudget: money(request, currency) };
    case 'bid_amount_minor': {
      const unitCost = money(request, currency);
      const { optimizationTargetType: target } = await read();
      if (isAutomatic(target))
        throw refuse(request, `${vendor} bids by itself here (${target}); there is no bid to set.`);
      return { unitCost };
    }
    case 'status': {
      const status = oneOf(request, { active: 'ACTIVE', paused: 'PAUSED' });
      return reference.entity_type === 'ad' ? { intendedStatus: status } : { status };
    }
    case 'audience_expansion':
      return { audienceExpansionEnabled: oneOf(request, { on: true, off: false }) };
    case 'starts_at':
    case 'ends_at': {
      const runSchedule = scheduleWith((await read()).runSchedule, field, String(value));
      if (runSchedule === null) throw refuse(request, 'A schedule needs a start, and moments are ISO texts.');
      if (runSchedule.end !== undefined && runSchedule.end <= runSchedule.start)
        throw refuse(request, 'The end must come after the start.');
      return { runSchedule };
    }
    case 'included_audience_ids': {
      const targetingCriteria = withIncluded((await read()).targetingCriteria ?? {}, String(value));
      if ('unclear' in targetingCriteria)
        throw refuse(
          request,
          `Its audiences are not a plain list: ${targetingCriteria.unclear}. Change them at ${vendor}.`,
        );
      return { targetingCriteria };
    }
    case 'excluded_audience_ids':
      return { targetingCriteria: withExcluded((await read()).targetingCriteria ?? {}, String(value)) };
    default:
      throw refuse(request, `A ${field} is not written by this product on ${vendor}.`);
  }
}

/** What writing needs besides the client. */
export type WriteFacts = AccountFacts & { readonly image: ImageSource; readonly write_timeout_seconds: number };

/**
 * Sets one field of one entity by one PARTIAL_UPDATE, or makes a creative. Whatever is read beforehand counts against the
 * time of the write. `platform_request_id` is LinkedIn’s id of the exchange, or of the post that was made.
 */
export async function write(client: LinkedInClient, facts: WriteFacts, request: WriteRequest) {
  const { reference, field } = request;
  const { entity_type, entity_id } = reference;
  if (!linkedInCapabilities.writable[entity_type].includes(field))
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${vendor} has no ${field} to set on a ${entity_type}.`, {
      ...{ entity_type, entity_id, field },
    });
  const deadline = startDeadline(vendor, facts.write_timeout_seconds, undefined, request.asked_at_ms);
  if (field === 'content_digest') {
    const { content, value } = request;
    if (content === undefined || entity_id !== `mbi-${value}`)
      throw refuse(request, 'A creative is made from its content, under the key of its digest.');
    return { platform_request_id: await makeCreative(client, facts, reference, content, deadline) };
  }
  const path = entityPath(facts, reference);
  const $set = await patchOf(request, facts.currency, () => client.get({ path }, present));
  const body = { patch: { $set } };
  const { headers } = await client.post({ path, body, method: 'PARTIAL_UPDATE', kind: 'write', deadline });
  return { platform_request_id: headers.get('x-li-uuid') };
}
