import { createHash } from 'node:crypto';
import { ApplicationFailure, type Payload, type PayloadCodec, type SerializationContext } from '@temporalio/common';
import { z } from 'zod';
import { describeError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../connect.ts';
import { readBlob, storeBlob, tenantOfExecution } from '../queries/blobs.ts';
import { payloadMark } from './payload-mark.ts';
import { createPayloadSeal } from './payload-seal.ts';

/** Payloads with more bytes than this lie in a table of ours, and the history holds a reference. */
export const inlineBytes = 32 * 1024;

const encodingOfOriginal = 'mbi-encoding';

/** At most this many executions are remembered; a tenant of an execution never changes. */
const mostRemembered = 10_000;

const referenceSchema = z.object({ blob: z.string().regex(/^[0-9a-f]{64}$/), size_bytes: z.int() });

/**
 * Keeps large payloads out of Temporal: it stores their bytes in `payload_blobs` of the execution’s tenant and puts
 * `{blob, size_bytes}` into the history, which is what the Temporal UI then shows. Reading checks the sha256 and throws
 * PAYLOAD_TAMPERED when the bytes are not those that were stored, or are gone. Payloads of workflows that are no executions
 * stay inline. With `keys` (MBI_PAYLOAD_KEY) it also encrypts whatever goes to Temporal, see payload-seal.ts. Every client,
 * worker and replay of one installation must share it.
 */
export function createPayloadCodec(database: Database, keys?: string): PayloadCodec {
  const { seal, open } = createPayloadSeal(keys);
  const tenants = new Map<string, string>();

  async function tenantOf(context: SerializationContext | undefined): Promise<string | null> {
    const execution_id = /^pb\..*\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(context?.workflowId ?? '')?.[1];
    if (execution_id === undefined) return null;
    const known = tenants.get(execution_id) ?? (await tenantOfExecution(database, execution_id));
    if (known === null) return null;
    if (tenants.size >= mostRemembered) tenants.clear();
    tenants.set(execution_id, known);
    return known;
  }

  async function store(payload: Payload, context: SerializationContext | undefined): Promise<Payload> {
    const content = payload.data;
    // A payload of nothing comes out of the isolate with a plain empty list, which has a length but no bytes.
    if (!content || content.length <= inlineBytes) return payload;
    const tenant_id = await tenantOf(context);
    if (tenant_id === null) return payload;
    const sha256 = createHash('sha256').update(content).digest('hex');
    await withTenant(database, tenant_id, (tx) => storeBlob(tx, { sha256, content }));
    const reference = { blob: sha256, size_bytes: content.byteLength };
    return {
      metadata: {
        encoding: Buffer.from('json/plain'),
        [payloadMark]: Buffer.from('blob'),
        [encodingOfOriginal]: payload.metadata?.encoding ?? new Uint8Array(),
      },
      data: Buffer.from(JSON.stringify(reference)),
    };
  }

  async function fetchStored(payload: Payload, context: SerializationContext | undefined): Promise<Payload> {
    if (!payload.metadata?.[payloadMark]) return payload;
    const { blob, size_bytes } = referenceSchema.parse(JSON.parse(Buffer.from(payload.data ?? []).toString()));
    const tenant_id = await tenantOf(context);
    const content = tenant_id === null ? null : await withTenant(database, tenant_id, (tx) => readBlob(tx, blob));
    if (content === null) throw tampered(blob, 'it is gone');
    if (createHash('sha256').update(content).digest('hex') !== blob || content.byteLength !== size_bytes)
      throw tampered(blob, 'its bytes have another sha256');
    return { metadata: { encoding: payload.metadata[encodingOfOriginal] ?? new Uint8Array() }, data: content };
  }

  return {
    encode: (payloads, context) => Promise.all(payloads.map(async (payload) => seal(await store(payload, context)))),
    decode: (payloads, context) => Promise.all(payloads.map(async (payload) => fetchStored(open(payload), context))),
  };
}

function tampered(blob: string, what: string): ApplicationFailure {
  const message = `${describeError('PAYLOAD_TAMPERED').title}: ${what}.`;
  return ApplicationFailure.create({ type: 'PAYLOAD_TAMPERED', message, nonRetryable: true, details: [{ blob }] });
}
