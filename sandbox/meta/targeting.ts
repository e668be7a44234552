import { z } from 'zod';
import type { Entity } from '../world/entity.ts';
import { invalidParameter } from './reply.ts';
import type { View } from './view.ts';

const reference = z.strictObject({ id: z.string().regex(/^\d+$/), name: z.string().optional() });
const automationSchema = z.strictObject({ advantage_audience: z.union([z.literal(0), z.literal(1)]) });
/** The parts that the books know by name; all others are kept as they come. */
const targetingSchema = z.looseObject({
  geo_locations: z.record(z.string(), z.json()).optional(),
  age_min: z.int().min(13).max(65).optional(),
  age_max: z.int().min(13).max(65).optional(),
  custom_audiences: z.array(reference).optional(),
  excluded_custom_audiences: z.array(reference).optional(),
  targeting_automation: automationSchema.optional(),
});

/** What the books hold: audience ids sorted and joined by commas, `on` or `off`, and the rest as JSON. */
export type Targeting = {
  readonly included_audiences: string;
  readonly excluded_audiences: string;
  readonly audience_expansion: string;
  readonly other_targeting: string;
};

/** What an ad set of the demo is aimed at beside its audiences. */
const bornWith = { geo_locations: { countries: ['US'], location_types: ['home', 'recent'] }, age_min: 18, age_max: 65 };
const textOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

/** The targeting of an ad set as the books hold it. */
export function heldTargeting(entity: Entity, view: View): Targeting {
  return {
    included_audiences: textOr(view.value(entity, 'included_audiences'), ''),
    excluded_audiences: textOr(view.value(entity, 'excluded_audiences'), ''),
    audience_expansion: textOr(view.value(entity, 'audience_expansion'), 'off'),
    other_targeting: textOr(view.value(entity, 'other_targeting'), JSON.stringify(bornWith)),
  };
}

const idsOf = (list: readonly { readonly id: string }[] = []) =>
  [...new Set(list.map(({ id }) => id))].sort().join(',');
const split = (ids: string) => (ids === '' ? [] : ids.split(','));

/** `targeting` as an ad set shows it: audiences with their names, where they are known. */
export function showTargeting(entity: Entity, view: View): Record<string, unknown> {
  const held = heldTargeting(entity, view);
  const names = new Map(view.world.audiences(view.account).map(({ audience_id, name }) => [audience_id, name]));
  const shown = (name: string, ids: string) => {
    const list = split(ids).map((id) => ({ id, ...(names.has(id) ? { name: names.get(id) } : {}) }));
    return list.length === 0 ? {} : { [name]: list };
  };
  const other: Record<string, unknown> = targetingSchema.parse(JSON.parse(held.other_targeting));
  return {
    ...other,
    ...shown('custom_audiences', held.included_audiences),
    ...shown('excluded_custom_audiences', held.excluded_audiences),
    targeting_automation: { advantage_audience: held.audience_expansion === 'on' ? 1 : 0 },
  };
}

function refuse(error_user_msg: string): Error {
  return invalidParameter('Invalid parameter', {
    error_user_title: 'Targeting cannot be used',
    error_user_msg,
    blame_fields: ['targeting'],
  });
}

/**
 * Reads a full `targeting` object, which replaces all that was there. Refuses another shape, one without a place, audiences
 * that this account does not have (unless the ad set holds them already), and one that is both aimed at and kept out.
 */
export function readTargeting(value: unknown, entity: Entity, view: View): Targeting {
  const parsed = targetingSchema.safeParse(value);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
  const { custom_audiences, excluded_custom_audiences, targeting_automation, ...other } = parsed.data;
  if (Object.keys(other.geo_locations ?? {}).length === 0) throw refuse('Choose at least one location.');
  const included_audiences = idsOf(custom_audiences);
  const excluded_audiences = idsOf(excluded_custom_audiences);
  const held = heldTargeting(entity, view);
  const known = new Set([
    ...view.world.audiences(view.account).map(({ audience_id }) => audience_id),
    ...split(held.included_audiences),
    ...split(held.excluded_audiences),
  ]);
  const unknown = [...split(included_audiences), ...split(excluded_audiences)].find((id) => !known.has(id));
  if (unknown !== undefined)
    throw refuse(`Custom audience ${unknown} does not exist or cannot be used by this account.`);
  const both = split(included_audiences).find((id) => split(excluded_audiences).includes(id));
  if (both !== undefined) throw refuse(`Custom audience ${both} is both included and excluded.`);
  return {
    included_audiences,
    excluded_audiences,
    audience_expansion: targeting_automation?.advantage_audience === 1 ? 'on' : 'off',
    other_targeting: JSON.stringify(other),
  };
}
