import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { DoorDeps, Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { badInput, linkedinError, notFound } from './refusals.ts';
import { requireKey, urnOf } from './urn.ts';

/** Where the bytes of an image are put. The address is the permission: it names the account and the image. */
export const UPLOAD_PATH = '/dms-uploads/linkedin';
const LONGEST_OFFER = 86_400_000;

const initializeSchema = z.strictObject({
  initializeUploadRequest: z.strictObject({ owner: z.string() }),
});

/** `POST /images?action=initializeUpload`: an image to be, and where its bytes go. Nothing of the books changes. */
export function initializeUpload(call: Call, scene: Scene): Reply {
  const parsed = initializeSchema.safeParse(call.body);
  if (!parsed.success) throw badInput('initializeUploadRequest', z.prettifyError(parsed.error));
  const { owner } = parsed.data.initializeUploadRequest;
  requireKey('organization', owner, 'initializeUploadRequest/owner');
  const { platform, external_id: account_id } = scene.account;
  const key = `C${scene.world.newId()}`;
  scene.world.shelf.put({ platform, account_id, kind: 'image', key, value: { owner, bytes: 0 } });
  return {
    status: 200,
    body: {
      value: {
        uploadUrlExpiresAt: scene.world.clock.now() + LONGEST_OFFER,
        uploadUrl: new URL(`${UPLOAD_PATH}/${account_id}/${key}`, call.url).toString(),
        image: urnOf('image', key),
      },
    },
  };
}

const keptSchema = z.object({ owner: z.string(), bytes: z.int() });
type Shelf = DoorDeps['world']['shelf'];

function keptImage(shelf: Shelf, account_id: string, key: string) {
  const kept = shelf.get('linkedin_ads', account_id, 'image', key);
  return kept === undefined ? null : keptSchema.parse(kept);
}

/** `PUT` of the bytes to the address that was offered: 201 and nothing else; an empty body is refused. */
export function takeUpload(call: Call, { world }: Pick<DoorDeps, 'world'>): Reply {
  const [account_id = '', key = ''] = call.path.slice(UPLOAD_PATH.length + 1).split('/');
  const kept = keptImage(world.shelf, account_id, key);
  if (kept === null) return linkedinError(404, 'NOT_FOUND', 'This address was never offered');
  if (call.method !== 'PUT') return linkedinError(405, 'METHOD_NOT_ALLOWED', 'The bytes are put');
  if (call.bytes.length === 0) return linkedinError(411, 'LENGTH_REQUIRED', 'There are no bytes');
  const value = { ...kept, bytes: call.bytes.length };
  world.shelf.put({ platform: 'linkedin_ads', account_id, kind: 'image', key, value });
  return { status: 201, body: undefined };
}

/** `GET /images/{urn}`: `WAITING_UPLOAD` until its bytes are there, then `AVAILABLE`. */
export function readImage(urn: string, scene: Scene): Reply {
  const key = requireKey('image', urn, 'id');
  const kept = keptImage(scene.world.shelf, scene.account.external_id, key);
  if (kept === null) throw notFound(urn);
  return {
    status: 200,
    body: { id: urn, owner: kept.owner, status: kept.bytes > 0 ? 'AVAILABLE' : 'WAITING_UPLOAD' },
  };
}

/** Refuses an image that this account does not have, or whose bytes never came. */
export function requireImage(urn: unknown, field: string, scene: Scene): void {
  const key = requireKey('image', urn, field);
  const kept = keptImage(scene.world.shelf, scene.account.external_id, key);
  if (kept === null || kept.bytes === 0) throw badInput(field, `${urnOf('image', key)} is not available`);
}
