import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { disfigure } from '../faults/disfigure.ts';
import type { Faults, FaultTarget } from '../faults/faults.ts';

/** An answer of a source of intelligence. */
export type Answered = { readonly status: number; readonly body: unknown };

/** How a vendor says that a key is none, that there were too many calls, and that it failed itself. */
export type Refusals = { readonly key: Answered; readonly throttled: Answered; readonly failed: Answered };

/**
 * Answers a read with the faults that are switched on for its path: none at all, late, refused for its key or its number,
 * failed, or spoiled. Without a fault it is what `make` gives.
 */
export async function answerStruck(
  faults: Faults,
  { request, response }: { readonly request: Request; readonly response: Response },
  refusals: Refusals,
  make: () => Answered,
): Promise<void> {
  const path = `${request.baseUrl}${request.path}`;
  const target: FaultTarget = { method: request.method, access: 'read', path, entity_ids: [], fields: [] };
  const struck = (kind: Parameters<typeof faults.strike>[0]) => faults.strike(kind, target) !== null;
  if (struck('black_hole')) return;
  const slow = faults.strike('slow', target);
  if (slow !== null) await wait(slow.milliseconds);
  const refused = struck('error_500_before')
    ? refusals.failed
    : struck('throttle')
      ? refusals.throttled
      : struck('expired_token')
        ? refusals.key
        : null;
  const { status, body } = refused ?? make();
  const malformed = faults.strike('malformed', target);
  if (malformed === null) return void response.status(status).json(body);
  const spoiled = disfigure(body, malformed.shape);
  response.status(status).type(spoiled.type).send(spoiled.text);
}
