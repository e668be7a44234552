import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { GoogleClient } from './client.ts';

/** What `events:ingest` answers. */
export const ingestWire = z.object({ requestId: z.string().nullish() });

/** The fields that a refusal blames, as they stand in the details of an error. */
export const violationsWire = z.array(
  z.object({ field: z.string(), description: z.string().nullish(), reason: z.string().nullish() }),
);

const statusWire = z.object({
  requestStatusPerDestination: z
    .array(
      z.object({
        requestStatus: z.string().nullish(),
        errorInfo: z.object({ errorCounts: z.array(z.object({ reason: z.string().nullish() })).nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** What is there already is what sending again after a lost answer looks like: it counts as taken. */
const alreadyThere = /DUPLICATE_(GCLID|TRANSACTION_ID)$/;

/**
 * Looks once how a request fares: GET /requestStatus:retrieve. Google works on requests for a while after it took them, so
 * only one that already failed as a whole says something; null for all others, and when it cannot be asked just now.
 */
export async function readFailure(
  client: GoogleClient,
  request_id: string,
): Promise<{ readonly code: string; readonly reason: string } | null> {
  const path = `requestStatus:retrieve?requestId=${encodeURIComponent(request_id)}`;
  const status = await client.dataManager('read', path, statusWire).catch((error: unknown) => {
    if (error instanceof CodedError) return null;
    throw error;
  });
  const failed = status?.requestStatusPerDestination?.find((each) => each.requestStatus === 'FAILED');
  if (failed === undefined) return null;
  const reasons = (failed.errorInfo?.errorCounts ?? []).flatMap(({ reason }) => (reason ? [reason] : []));
  if (reasons.length > 0 && reasons.every((reason) => alreadyThere.test(reason))) return null;
  const code = reasons.find((reason) => !alreadyThere.test(reason)) ?? 'FAILED';
  return { code, reason: `Google took the request and then failed it: ${reasons.join(', ') || 'no reason given'}.` };
}
