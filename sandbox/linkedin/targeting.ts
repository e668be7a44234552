import { z } from 'zod';
import { badInput } from './refusals.ts';
import { requireKey, urnOf } from './urn.ts';

/** The facet under which matched audiences are aimed at or kept out. */
export const AUDIENCE_FACET = 'urn:li:adTargetingFacet:audienceMatchingSegments';
/** The facet of places; a campaign cannot do without one. */
export const LOCATION_FACET = 'urn:li:adTargetingFacet:locations';
const LOCALE_FACET = 'urn:li:adTargetingFacet:interfaceLocales';

const orSchema = z.strictObject({
  or: z.record(z.string().startsWith('urn:li:adTargetingFacet:'), z.array(z.string())),
});
const criteriaSchema = z.strictObject({
  include: z.strictObject({ and: z.array(orSchema).min(1) }),
  exclude: orSchema.optional(),
});
/** Targeting as it stands on the wire. */
export type TargetingCriteria = z.infer<typeof criteriaSchema>;

/** What the books hold of it: audience ids sorted and joined by commas, and all other facets as they came. */
export type Targeting = {
  readonly included_audiences: string;
  readonly excluded_audiences: string;
  /** The criteria without the audiences, as JSON. */
  readonly other_targeting: string;
};

/** What a campaign of the demo is aimed at beside its audiences. */
export const bornWith: TargetingCriteria = {
  include: {
    and: [{ or: { [LOCATION_FACET]: ['urn:li:geo:103644278'] } }, { or: { [LOCALE_FACET]: ['urn:li:locale:en_US'] } }],
  },
};

type Or = z.infer<typeof orSchema>;
const audiencesOf = (or: Or | undefined) => or?.or[AUDIENCE_FACET] ?? [];
const idsOf = (urns: readonly string[], field: string) =>
  [...new Set(urns.map((urn) => requireKey('adSegment', urn, field)))].sort().join(',');

function withoutAudiences(or: Or): Or {
  return { or: Object.fromEntries(Object.entries(or.or).filter(([facet]) => facet !== AUDIENCE_FACET)) };
}
const holdsSomething = (or: Or) => Object.keys(or.or).length > 0;

/**
 * Reads targeting as a write gives it; it replaces all that was there. Refuses another shape, an audience that is no
 * `urn:li:adSegment`, targeting without a place, and an audience that is both aimed at and kept out.
 */
export function readTargeting(value: unknown, field: string): Targeting {
  const parsed = criteriaSchema.safeParse(value);
  if (!parsed.success) throw badInput(field, z.prettifyError(parsed.error));
  const { include, exclude } = parsed.data;
  if (!include.and.some((each) => (each.or[LOCATION_FACET] ?? []).length > 0)) {
    throw badInput(`${field}/include`, 'at least one location is needed', 'MISSING_FIELD');
  }
  const included_audiences = idsOf(include.and.flatMap(audiencesOf), `${field}/include`);
  const excluded_audiences = idsOf(audiencesOf(exclude), `${field}/exclude`);
  const both = included_audiences.split(',').find((id) => id !== '' && excluded_audiences.split(',').includes(id));
  if (both !== undefined) throw badInput(field, `${urnOf('adSegment', both)} is both included and excluded`);
  const kept = exclude === undefined ? undefined : withoutAudiences(exclude);
  const other: TargetingCriteria = {
    include: { and: include.and.map(withoutAudiences).filter(holdsSomething) },
    ...(kept !== undefined && holdsSomething(kept) ? { exclude: kept } : {}),
  };
  return { included_audiences, excluded_audiences, other_targeting: JSON.stringify(other) };
}

const segments = (ids: string) => (ids === '' ? [] : ids.split(',').map((id) => urnOf('adSegment', id)));

/** Writes targeting from what the books hold. */
export function writeTargeting(held: Targeting): TargetingCriteria {
  const { include, exclude } = criteriaSchema.parse(JSON.parse(held.other_targeting));
  const aimed = segments(held.included_audiences);
  const kept = segments(held.excluded_audiences);
  const or = { ...exclude?.or, ...(kept.length > 0 ? { [AUDIENCE_FACET]: kept } : {}) };
  return {
    include: { and: [...include.and, ...(aimed.length > 0 ? [{ or: { [AUDIENCE_FACET]: aimed } }] : [])] },
    ...(Object.keys(or).length > 0 ? { exclude: { or } } : {}),
  };
}
