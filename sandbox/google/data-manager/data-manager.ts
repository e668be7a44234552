import type { Call } from '../../door/call.ts';
import type { Scene } from '../../door/personality.ts';
import type { Reply } from '../../door/reply.ts';
import { badRequest, notFound } from '../failure.ts';
import { ingestEvents } from './ingest.ts';

const INGEST = '/v1/events:ingest';
const STATUS = '/v1/requestStatus:retrieve';
const plain = (path: string) => path.replaceAll('%3A', ':');

/** Whether a path is one of Data Manager’s. */
export function isDataManager(path: string): boolean {
  return [INGEST, STATUS].includes(plain(path));
}

/** The conversion actions that a body is for, whatever else is wrong with it. */
export function destinationsIn(body: unknown): readonly string[] {
  const list = typeof body === 'object' && body !== null && 'destinations' in body ? body.destinations : [];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'productDestinationId' in each
      ? [String(each.productDestinationId)]
      : [],
  );
}

/** What became of a request, for each of its destinations. Everything is worked off at once here. */
function requestStatus(call: Call, scene: Scene): Reply {
  const id = call.query.requestId;
  if (typeof id !== 'string' || id === '') {
    return badRequest(
      [{ field: 'request_id', description: 'The request id is required.' }],
      'The request id is required.',
    );
  }
  const kept = scene.world.shelf.get('google_ads', scene.account.external_id, 'ingest_request', id);
  return kept === undefined ? notFound() : { status: 200, body: kept };
}

/** Answers one authorised call of the Data Manager API, or throws a refusal. */
export function answerDataManager(call: Call, scene: Scene): Reply {
  const path = plain(call.path);
  if (path === INGEST && call.method === 'POST') return ingestEvents(call, scene);
  if (path === STATUS && call.method === 'GET') return requestStatus(call, scene);
  return notFound();
}
