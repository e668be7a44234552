import type { TargetingWire } from './schemas.ts';
import { idOf, urnOf } from './urns.ts';

/** The facet of lists and lookalikes; retargeting has one of its own (`dynamicSegments`), which is left alone. */
export const audienceFacet = 'urn:li:adTargetingFacet:audienceMatchingSegments';

type Clause = NonNullable<TargetingWire['include']>['and'][number];

function idList(urns: readonly string[]): string {
  return [...new Set(urns.map((urn) => idOf('adSegment', urn)))].toSorted().join(',');
}

/** The audiences that are aimed at, in whichever clause they stand. */
export function includedAudiences(targeting: TargetingWire): string {
  return idList((targeting.include?.and ?? []).flatMap((clause) => clause.or[audienceFacet] ?? []));
}

/** The audiences that are left out. */
export function excludedAudiences(targeting: TargetingWire): string {
  return idList(targeting.exclude?.or[audienceFacet] ?? []);
}

function urnsOf(ids: string): readonly string[] {
  return ids === '' ? [] : ids.split(',').map((id) => urnOf('adSegment', id.trim()));
}

function holdsAudiences(clause: Clause): boolean {
  return Object.hasOwn(clause.or, audienceFacet);
}

/**
 * The criteria with another list of audiences to aim at and everything else as it was. One of several alternatives of a
 * clause, or one of several clauses that must all hold, cannot be replaced by a flat list without aiming at other people:
 * then the reason why is given instead.
 */
export function withIncluded(targeting: TargetingWire, ids: string): TargetingWire | { readonly unclear: string } {
  const clauses = targeting.include?.and ?? [];
  const holding = clauses.filter(holdsAudiences);
  if (holding.length > 1) return { unclear: 'several lists of audiences must hold at the same time' };
  if (holding.some((clause) => Object.keys(clause.or).length > 1))
    return { unclear: 'its audiences are one alternative beside other facets' };
  const urns = urnsOf(ids);
  const wanted = urns.length === 0 ? [] : [{ or: { [audienceFacet]: [...urns] } }];
  const [present] = holding;
  const and =
    present === undefined ? [...clauses, ...wanted] : clauses.flatMap((each) => (each === present ? wanted : [each]));
  return { ...targeting, include: { ...targeting.include, and } };
}

/** The criteria with another list of audiences to leave out and everything else as it was. */
export function withExcluded(targeting: TargetingWire, ids: string): TargetingWire {
  const { exclude, ...rest } = targeting;
  const { [audienceFacet]: _present, ...others } = exclude?.or ?? {};
  const urns = urnsOf(ids);
  const or = urns.length === 0 ? others : { ...others, [audienceFacet]: [...urns] };
  return Object.keys(or).length === 0 ? rest : { ...rest, exclude: { ...exclude, or } };
}
