import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { metaCapabilities } from './capabilities.ts';
import type { MetaClient, Query } from './client.ts';
import { wireFromMinor } from './wire-money.ts';

type WriteRequest = Parameters<AdPlatformAdapter['write']>[0];

function refuse(request: WriteRequest, reason: string): CodedError {
  const { entity_id } = request.reference;
  return new CodedError('PLATFORM_REFUSED', reason, { entity_id, field: request.field, value: request.value });
}

/** The form of a write: always one field, always absolute. Throws before anything is sent when the value cannot be written. */
export function formOf(request: WriteRequest, currency: string): Query {
  const { field, value } = request;
  switch (field) {
    case 'daily_budget_minor':
    case 'bid_amount_minor': {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0)
        throw refuse(request, 'An amount of money must be a positive whole number of minor units.');
      const wire = wireFromMinor(value, currency);
      return field === 'daily_budget_minor' ? { daily_budget: wire } : { bid_amount: wire };
    }
    case 'status':
      if (value === 'active') return { status: 'ACTIVE' };
      if (value === 'paused') return { status: 'PAUSED' };
      throw refuse(request, `A status of ${value} is not written by this product.`);
    case 'creative_id':
      if (typeof value !== 'string' || value === '') throw refuse(request, 'A creative is named by its id.');
      return { creative: { creative_id: value } };
    default:
      throw refuse(request, `A ${field} is not written by this product on Meta.`);
  }
}

/** Sets one field of one entity: POST /{id}. Sends exactly one request. */
export async function write(client: MetaClient, currency: string, request: WriteRequest) {
  const { entity_type, entity_id } = request.reference;
  if (!metaCapabilities.writable[entity_type].includes(request.field))
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', `Meta has no ${request.field} to set on a ${entity_type}.`, {
      entity_type,
      entity_id,
      field: request.field,
    });
  return client.post(entity_id, formOf(request, currency), request.request_id);
}
