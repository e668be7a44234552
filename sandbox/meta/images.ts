import { createHash } from 'node:crypto';
import type { GraphCall } from './graph.ts';
import { textOf, textsOf } from './parameters.ts';
import { invalidParameter, type Reply } from './reply.ts';

/** The first bytes of the kinds of images that ads may carry. */
const beginnings = ['ffd8ff', '89504e47', '47494638', '52494646'];

/**
 * `POST /act_{id}/adimages` with `bytes` in base64: `{images: {<name>: {hash, url, …}}}`. The same bytes have the same hash.
 * Refuses what is no base64 or no image.
 */
export function uploadImage(call: GraphCall): Reply {
  const text = textOf(call.parameters, 'bytes') ?? '';
  const bytes = Buffer.from(text, 'base64');
  const isImage = beginnings.some((beginning) => bytes.toString('hex', 0, 4).startsWith(beginning));
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || !isImage) {
    throw invalidParameter('Invalid image: bytes must be an image in base64', { blame_fields: ['bytes'] });
  }
  const hash = createHash('md5').update(bytes).digest('hex');
  const name = textOf(call.parameters, 'name') ?? 'bytes';
  const { world, account } = call.view;
  const kept = { name, bytes: bytes.length };
  const { platform, external_id: account_id } = account;
  world.shelf.put({ platform, account_id, kind: 'image', key: hash, value: kept });
  const url = new URL(`/sandbox-images/${hash}`, call.self).toString();
  return { status: 200, body: { images: { [name]: { hash, url, width: 1200, height: 628 } } } };
}

/** Refuses a hash under which this account has uploaded nothing. */
export function requireImage(hash: string, call: GraphCall): void {
  const { world, account } = call.view;
  if (world.shelf.get(account.platform, account.external_id, 'image', hash) !== undefined) return;
  throw invalidParameter(`Invalid image hash: ${hash}`, { blame_fields: ['object_story_spec'] });
}

/** True when a call is only to be checked. */
export const validatesOnly = (call: GraphCall) =>
  textsOf(call.parameters, 'execution_options').includes('validate_only');
