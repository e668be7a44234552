import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';

/** Kinds of things that are told apart by their ids; the parts of an audience are audiences, too. */
export type NamedKind = 'ad' | 'creative' | 'audience' | 'experiment';
/** What things are called in a sentence, by `<kind>/<id>`: `“Trail Boots – video”`, with the id where two are called so. */
export type Names = ReadonlyMap<string, string>;

const longest = 80;

/**
 * The names that a context holds. They are text of others: on one line, at most 80 characters, without anything that could end
 * the quotes around them. Of two of a kind that are called alike, each has its id beside its name.
 */
export function namesIn(
  context: Pick<CampaignContext, 'creative_metrics' | 'constraints' | 'audience_analytics' | 'experiments'>,
): Names {
  const { running_creatives = [], spare_creatives = [], spare_audiences = [] } = context.constraints ?? {};
  const segments = context.audience_analytics?.segments ?? [];
  return new Map([
    ...named('ad', [running_creatives.map((each) => [each.ad_id, each.ad_name])]),
    ...named('creative', [
      spare_creatives.map((each) => [each.creative_id, each.name]),
      context.creative_metrics.map((each) => [each.creative_id, each.creative_name]),
    ]),
    ...named('audience', [
      spare_audiences.map((each) => [each.audience_id, each.name]),
      segments.map((each) => [each.segment_id, each.name]),
    ]),
    ...named('experiment', [context.experiments.map((each) => [each.experiment_id, each.name])]),
  ]);
}

/** The names of things of one kind, told as pairs of id and name, under the same rules. */
export function namesOf(kind: NamedKind, told: readonly Told[]): Names {
  return new Map(named(kind, [told]));
}

/** A thing in a sentence: its name in quotes, or its id where it has none. */
export function nameOf(names: Names, kind: NamedKind, id: string): string {
  return names.get(`${kind}/${id}`) ?? id;
}

/** What the things of an action are called, by their ids and without quotes: for whoever shows the action as fields. */
export function namesOfAction(names: Names, action: TypedAction): Record<string, string> {
  return Object.fromEntries(
    thingsOf(action).flatMap(([kind, id]) => {
      const name = names.get(`${kind}/${id}`);
      return name === undefined ? [] : [[id, name.replaceAll(/[“”]/g, '')]];
    }),
  );
}

/** A text without the names that it may quote, so that a number in somebody's name is no number of the text. */
export function withoutNames(text: string, names: Names): string {
  return [...names.values()]
    .toSorted((left, right) => right.length - left.length)
    .reduce((left, name) => left.replaceAll(name, '“”'), text);
}

function thingsOf(action: TypedAction): readonly (readonly [NamedKind, string])[] {
  switch (action.kind) {
    case 'rotate_creative':
      return [
        ['creative', action.current_creative_id],
        ['creative', action.creative_id],
      ];
    case 'change_audiences':
      return [...action.include_audience_ids, ...action.exclude_audience_ids].map((id) => ['audience', id]);
    case 'reallocate_budget':
      return action.moves.flatMap((move) => [
        ['audience', move.from_entity_id],
        ['audience', move.to_entity_id],
      ]);
    default:
      return [];
  }
}

type Told = readonly [id: string, name: string | null | undefined];

/** One name of each id: from the first list that has one, and of several there the first by the alphabet. */
function named(kind: NamedKind, lists: readonly (readonly Told[])[]): readonly (readonly [string, string])[] {
  const known = new Map<string, string>();
  for (const list of lists) {
    const told = list.map(([id, name]): readonly [string, string] => [id, quotable(name ?? '')]);
    for (const [id, name] of told.toSorted(([, left], [, right]) => left.localeCompare(right)))
      if (name !== '' && name !== id && !known.has(id)) known.set(id, name);
  }
  const seen = [...known.values()].toSorted();
  const twice = new Set(seen.filter((name, index) => name === seen[index + 1]));
  return [...known].map(([id, name]) => [`${kind}/${id}`, twice.has(name) ? `“${name}” (${id})` : `“${name}”`]);
}

function quotable(name: string): string {
  const letters = [
    ...name
      .slice(0, 4 * longest)
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
      .replaceAll(/["“”„‟«»\\]/gu, '’')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  ];
  return letters.length <= longest ? letters.join('') : `${letters.slice(0, longest - 1).join('')}…`;
}
