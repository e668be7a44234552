import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { startDeadline } from '../wire/deadline.ts';
import { googleCapabilities } from './capabilities.ts';
import type { Mutation } from './client.ts';
import { creativeMutation, type UploadSeams } from './creatives.ts';
import type { GoogleAccount } from './google-account.ts';
import { audienceMutation, bidMutation, budgetMutation, scheduleMutation, statusMutation } from './mutations.ts';

type WriteRequest = Parameters<AdPlatformAdapter['write']>[0];

/** How a write is sent. */
export type WriteSettings = UploadSeams & { readonly write_timeout_seconds: number };

function mutationOf(
  google: GoogleAccount,
  request: WriteRequest,
  secondsLeft: () => number,
  seams: UploadSeams,
): Promise<Mutation | null> | Mutation {
  switch (request.field) {
    case 'daily_budget_minor':
    case 'lifetime_budget_minor':
      return budgetMutation(google, request, secondsLeft);
    case 'bid_amount_minor':
      return bidMutation(google, request, secondsLeft);
    case 'status':
      return statusMutation(google, request, secondsLeft);
    case 'starts_at':
    case 'ends_at':
      return scheduleMutation(google, request);
    case 'included_audience_ids':
    case 'excluded_audience_ids':
      return audienceMutation(google, request, secondsLeft);
    case 'content_digest': {
      const { reference, value, content } = request;
      return creativeMutation(google, { key: reference.entity_id, value, content }, secondsLeft, seams);
    }
    default:
      throw missing(request);
  }
}

/** The error for what Google cannot do. */
function missing({ field, reference: { entity_type, entity_id } }: WriteRequest): CodedError {
  const { campaign, ad_set, ad } = googleCapabilities.names;
  const name = { campaign, ad_set, ad, creative: 'creative' }[entity_type];
  const message =
    entity_type === 'ad' && field === 'creative_id'
      ? 'An ad of Google is its own creative and does not take another one; make a new ad and pause this one.'
      : `Google has no ${field} to set on a ${name}.`;
  return new CodedError('PLATFORM_CAPABILITY_MISSING', message, { entity_type, entity_id, field });
}

/**
 * Sets one field of one thing with at most one mutation, after looking up what the mutation must name. The whole of it must
 * have left within the write time-out, because settling a lost answer counts on that.
 */
export async function write(google: GoogleAccount, request: WriteRequest, settings: WriteSettings) {
  if (!googleCapabilities.writable[request.reference.entity_type].includes(request.field)) throw missing(request);
  const { secondsLeft } = startDeadline('Google', settings.write_timeout_seconds, undefined, request.asked_at_ms);
  const mutation = await mutationOf(google, request, secondsLeft, settings);
  return mutation === null ? { platform_request_id: null } : google.client.mutate(mutation, secondsLeft);
}
