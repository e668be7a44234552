import type { DataConverter } from '@temporalio/common';
import type { Database } from '../db/connect.ts';
import { createPayloadCodec } from '../db/payloads/payload-codec.ts';
import { sealedFailuresPath } from './bundle.ts';

/** What stands between the worker and what Temporal stores. With keys (MBI_PAYLOAD_KEY) all of it is encrypted, failures too. */
export function dataConverterOf(database: Database, keys: string | undefined): DataConverter {
  const payloadCodecs = [createPayloadCodec(database, keys)];
  return keys === undefined ? { payloadCodecs } : { payloadCodecs, failureConverterPath: sealedFailuresPath };
}
