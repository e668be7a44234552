import { z } from 'zod';
import type { GraphCall } from './graph.ts';
import { requireImage, validatesOnly } from './images.ts';
import { nestedOf, textOf, transportParameters } from './parameters.ts';
import { invalidParameter, type Reply } from './reply.ts';

const linkSchema = z.strictObject({
  link: z.url(),
  message: z.string().min(1).optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  caption: z.string().optional(),
  image_hash: z.string().optional(),
  picture: z.url().optional(),
  call_to_action: z
    .strictObject({ type: z.string().regex(/^[A-Z_]+$/), value: z.strictObject({ link: z.url() }).optional() })
    .optional(),
});
/** What a creative of the API is made of; videos are not played. */
export const storySchema = z.strictObject({ page_id: z.string().regex(/^\d+$/), link_data: linkSchema });

const accepted = new Set(['name', 'object_story_spec', 'url_tags', 'degrees_of_freedom_spec']);

/**
 * `POST /act_{id}/adcreatives`: a creative that belongs to no ad yet, `{id}`. There is no idempotency: the same again makes a
 * second one. Refuses unknown parameters, another shape and an image that was never uploaded; `validate_only` makes nothing.
 */
export function createCreative(call: GraphCall): Reply {
  const { parameters, view, request_id } = call;
  const foreign = Object.keys(parameters).find((name) => !accepted.has(name) && !transportParameters.has(name));
  if (foreign !== undefined) {
    throw invalidParameter(`Invalid parameter: ${foreign} cannot be set on this object`, { blame_fields: [foreign] });
  }
  const name = textOf(parameters, 'name');
  if (name === undefined || name.length > 400) {
    throw invalidParameter('Param name must be a non-empty string', { blame_fields: ['name'] });
  }
  const story = storySchema.safeParse(nestedOf(parameters, 'object_story_spec'));
  if (!story.success) {
    throw invalidParameter('Param object_story_spec has another shape', {
      error_user_title: 'Creative cannot be made',
      error_user_msg: z.prettifyError(story.error),
      blame_fields: ['object_story_spec'],
    });
  }
  const { image_hash } = story.data.link_data;
  if (image_hash !== undefined) requireImage(image_hash, call);
  if (validatesOnly(call)) return { status: 200, body: { success: true }, applied: false };
  const { world, account } = view;
  const id = world.newId();
  const initial = { name, status: 'ACTIVE', object_story_spec: JSON.stringify(story.data) };
  const place = { account_id: account.external_id, campaign_id: null, parent_id: null };
  const created = { id, kind: 'creative' as const, ...place, initial };
  world.commit([{ do: 'create', account, created }], request_id);
  return { status: 200, body: { id } };
}
