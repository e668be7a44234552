import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { startDeadline, type WriteDeadline } from '../wire/deadline.ts';
import { metaCapabilities } from './capabilities.ts';
import type { MetaClient, Query } from './client.ts';
import { type CreativeFacts, makeCreative } from './creatives.ts';
import { adSetWire, successWire } from './schemas.ts';
import { targetingWith } from './targeting.ts';
import { wireFromMinor } from './wire-money.ts';
import { wireFromMoment } from './wire-time.ts';

type WriteRequest = Parameters<AdPlatformAdapter['write']>[0];
type Answer = { readonly platform_request_id: string | null };

function refuse(request: WriteRequest, reason: string): CodedError {
  const { entity_id } = request.reference;
  return new CodedError('PLATFORM_REFUSED', reason, { entity_id, field: request.field, value: request.value });
}

function money(request: WriteRequest, currency: string): number {
  const { value } = request;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0)
    throw refuse(request, 'An amount of money must be a positive whole number of minor units.');
  return wireFromMinor(value, currency);
}

function time(request: WriteRequest): string {
  const wire = typeof request.value === 'string' ? wireFromMoment(request.value) : null;
  if (wire === null) throw refuse(request, 'A time must be an ISO moment.');
  return wire;
}

/**
 * The form of a write of one field that needs nothing but its value. Throws before anything is sent when the value cannot be
 * written. An end of '' is Meta’s 0: the ad set then runs without end.
 */
export function formOf(request: WriteRequest, currency: string): Query {
  const { field, value } = request;
  switch (field) {
    case 'daily_budget_minor':
      return { daily_budget: money(request, currency) };
    case 'lifetime_budget_minor':
      return { lifetime_budget: money(request, currency) };
    case 'bid_amount_minor':
      return { bid_amount: money(request, currency) };
    case 'status':
      if (value === 'active') return { status: 'ACTIVE' };
      if (value === 'paused') return { status: 'PAUSED' };
      throw refuse(request, `A status of ${value} is not written by this product.`);
    case 'creative_id':
      if (typeof value !== 'string' || value === '') throw refuse(request, 'A creative is named by its id.');
      return { creative: { creative_id: value } };
    case 'starts_at':
      return { start_time: time(request) };
    case 'ends_at':
      return { end_time: value === '' ? 0 : time(request) };
    default:
      throw refuse(request, `A ${field} is not written by this product on Meta.`);
  }
}

/** Targeting is one object that a write replaces, so it is read first and sent back whole, with one part changed. */
async function targetingForm(client: MetaClient, request: WriteRequest, deadline: WriteDeadline): Promise<Query> {
  const { field, reference, value } = request;
  if (field !== 'included_audience_ids' && field !== 'excluded_audience_ids' && field !== 'audience_expansion')
    throw refuse(request, `A ${field} is no part of the targeting.`);
  if (targetingWith({}, field, value) === null) throw refuse(request, `${value} cannot be set as ${field}.`);
  const query = { fields: 'id,status,targeting' };
  const { targeting } = await client.get(reference.entity_id, query, adSetWire, deadline.secondsLeft());
  if (targeting === null || targeting === undefined)
    throw refuse(request, 'Meta shows no targeting of this ad set, so no part of it can be changed.');
  return { targeting: targetingWith(targeting, field, value) ?? targeting };
}

/** Sets one field of one entity: POST /{id}. Sends exactly one request that changes the field. */
export async function write(
  client: MetaClient,
  facts: CreativeFacts & { readonly write_timeout_seconds: number },
  request: WriteRequest,
): Promise<Answer> {
  const { entity_type, entity_id } = request.reference;
  const { field, value, content, request_id } = request;
  if (!metaCapabilities.writable[entity_type].includes(field))
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', `Meta has no ${field} to set on a ${entity_type}.`, {
      entity_type,
      entity_id,
      field,
    });
  const deadline = startDeadline('Meta', facts.write_timeout_seconds, undefined, request.asked_at_ms);
  if (field === 'content_digest') {
    if (content === undefined || entity_id !== `mbi-${value}`)
      throw refuse(request, 'A creative is made from a content, under the key of its digest.');
    return makeCreative(client, facts, { key: entity_id, content, request_id }, deadline);
  }
  const aimed = field.endsWith('audience_ids') || field === 'audience_expansion';
  const form = aimed ? await targetingForm(client, request, deadline) : formOf(request, facts.currency);
  const timeout_seconds = deadline.secondsLeft();
  const sent = { path: entity_id, form, schema: successWire, request_id, timeout_seconds };
  const { platform_request_id } = await client.post(sent);
  return { platform_request_id };
}
