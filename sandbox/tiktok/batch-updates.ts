import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import { type Reply, replyOf } from '../door/reply.ts';
import type { Entity } from '../world/entity.ts';
import { badParameter, ok } from './envelope.ts';
import { advertiser, idSchema, parametersOf } from './parameters.ts';
import type { Level } from './shapes.ts';
import { type BookValues, budgetValues, failedItem, requireThing } from './updates.ts';

const MOST_AT_ONCE = 20;
const idsSchema = z.array(idSchema).min(1).max(MOST_AT_ONCE);
const operation_status = z.enum(['ENABLE', 'DISABLE', 'DELETE']);
const bookStatus = { ENABLE: 'ACTIVE', DISABLE: 'PAUSED', DELETE: 'DELETED' } as const;

const statusSchemas = {
  campaign: z.strictObject({ ...advertiser, campaign_ids: idsSchema, operation_status }),
  adgroup: z.strictObject({
    ...advertiser,
    adgroup_ids: idsSchema,
    operation_status,
    allow_partial_success: z.boolean().default(false),
  }),
  ad: z.strictObject({ ...advertiser, ad_ids: idsSchema, operation_status }),
} as const;

type Item = { readonly id: string; readonly entity: Entity; readonly values: BookValues };
type Failed = Readonly<Record<string, string>>;

/** Applies items together; each may fail by itself and is then told in `error_list`. */
function applyAll(call: Call, scene: Scene, level: Level, items: readonly Item[], refused: readonly Failed[]) {
  const failed = items.filter(({ id, values }) => scene.itemFails({ entity_ids: [id], fields: Object.keys(values) }));
  const done = items.filter((item) => !failed.includes(item));
  const steps = done.map(({ entity, values }) => ({ do: 'set' as const, entity, values }));
  scene.world.commit(steps, call.request_id);
  const error_list = [...refused, ...failed.map(({ id }) => failedItem(level, id))];
  return {
    done: done.map(({ id }) => id),
    errors: error_list.length === 0 ? {} : { error_list },
    applied: done.length > 0,
  };
}

/** `POST {campaign,adgroup,ad}/status/update/`: 1 to 20 ids; an unknown one refuses the whole call, or only itself when
 * `allow_partial_success` says so. */
export function updateStatus(call: Call, scene: Scene, level: Level): Reply {
  const given = parametersOf<z.infer<(typeof statusSchemas)[Level]>>(call, statusSchemas[level]);
  const ids = 'campaign_ids' in given ? given.campaign_ids : 'adgroup_ids' in given ? given.adgroup_ids : given.ad_ids;
  if (new Set(ids).size < ids.length) throw badParameter(`${level}_ids: The same id twice`);
  const partly = 'allow_partial_success' in given && given.allow_partial_success;
  const books = scene.openNow();
  const values = { status: bookStatus[given.operation_status] };
  const refused: Failed[] = [];
  const items = ids.flatMap((id): readonly Item[] => {
    try {
      return [{ id, entity: requireThing(id, level, books), values }];
    } catch (error) {
      if (!partly || replyOf(error) === null) throw error;
      refused.push({ [`${level}_id`]: id, error_message: `${level}_id: ${id} does not exist or is deleted` });
      return [];
    }
  });
  const { done, errors, applied } = applyAll(call, scene, level, items, refused);
  return ok({ [`${level}_ids`]: done, status: given.operation_status, ...errors }, { applied });
}

const budgetsSchema = z.strictObject({
  ...advertiser,
  budget: z
    .array(z.strictObject({ adgroup_id: idSchema, budget: z.unknown() }))
    .min(1)
    .max(MOST_AT_ONCE),
});

/** `POST adgroup/budget/update/`: new budgets for 1 to 20 ad groups; one that will not do refuses the whole call. */
export function updateBudgets(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, budgetsSchema);
  const books = scene.openNow();
  const items = given.budget.map(({ adgroup_id: id, budget }): Item => {
    const entity = requireThing(id, 'adgroup', books);
    return { id, entity, values: budgetValues(entity, budget, books) };
  });
  if (new Set(items.map(({ id }) => id)).size < items.length) throw badParameter('budget: The same ad group twice');
  const { done, errors, applied } = applyAll(call, scene, 'adgroup', items, []);
  return ok({ adgroup_ids: done, ...errors }, { applied });
}

const adsSchema = z.strictObject({
  ...advertiser,
  adgroup_id: idSchema,
  patch_update: z.literal(true, { error: 'Only partial updates are played here: patch_update must be true' }),
  creatives: z
    .array(
      z.strictObject({
        ad_id: idSchema,
        ad_name: z.string().min(1).max(512).optional(),
        image_ids: z.array(z.string()).length(1).optional(),
      }),
    )
    .min(1)
    .max(MOST_AT_ONCE),
});

/** `POST ad/update/` with `patch_update`: name and image of ads of one ad group. */
export function updateAds(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, adsSchema);
  const books = scene.openNow();
  const group = requireThing(given.adgroup_id, 'adgroup', books);
  const items = given.creatives.map(({ ad_id: id, ad_name, image_ids }): Item => {
    const entity = requireThing(id, 'ad', books);
    if (entity.parent_id !== group.id) throw badParameter(`ad_id: ${id} is not of this ad group`);
    const [image] = image_ids ?? [];
    const found = image === undefined ? null : books.entity(image);
    if (image !== undefined && found?.kind !== 'creative') throw badParameter(`image_ids: ${image} does not exist`);
    const values = {
      ...(ad_name === undefined ? {} : { name: ad_name }),
      ...(image === undefined ? {} : { creative: image }),
    };
    if (Object.keys(values).length === 0) throw badParameter(`creatives: There is nothing to update for ${id}`);
    return { id, entity, values };
  });
  const { done, errors, applied } = applyAll(call, scene, 'ad', items, []);
  return ok({ ad_ids: done, ...errors }, { applied });
}
