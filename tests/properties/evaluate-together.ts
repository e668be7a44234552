import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { type Ending, roundOf, type Walk, type Went, type Where } from './went.ts';

/** Branches that run at once; those that another one ended are walked again up to that moment. */
export function branches(step: Extract<Step, { kind: 'parallel' }>, where: Where, list: Walk): Went {
  const alone = step.branches.map((branch) => list(branch, where));
  const ends = step.join === 'all' ? alone.filter((went) => went.ending !== null) : decidingEnds(alone);
  const [first] = ends.toSorted((left, right) => left.until - right.until);
  const off = first === undefined ? where.off : Math.min(where.off, first.until);
  const went = step.branches.map((branch) => list(branch, { ...where, off }));
  // The one that decides is not called off by its own end.
  const final = went.map((each, index) => (alone[index] === first && first !== undefined ? first : each));
  const failures = alone.filter((each) => each.ending?.kind === 'failed');
  const lost = step.join === 'any' && failures.length === alone.length ? latest(failures)?.ending : undefined;
  return {
    until: Math.max(...final.map((each) => each.until)),
    names: joined(where.names, final),
    tries: final.flatMap((each) => each.tries),
    value: step.join === 'any' && first !== undefined ? { branch: alone.indexOf(first) } : null,
    ending: lost ?? (first === undefined ? calledOff(final) : first.ending),
  };
}

/** With `any`, a success, a stop or a cancellation decides; failures only when there is nothing else. */
function decidingEnds(alone: readonly Went[]): readonly Went[] {
  return alone.filter((went) => went.ending?.kind !== 'failed');
}

function latest(all: readonly Went[]): Went | undefined {
  return all.toSorted((left, right) => right.until - left.until)[0];
}

function calledOff(all: readonly Went[]): Ending | null {
  return all.find((each) => each.ending?.kind === 'called_off')?.ending ?? null;
}

/** What all branches named; what a branch left as it found it must not hide what another one named anew. */
function joined(before: JsonObject, all: readonly Went[]): JsonObject {
  const news = all.flatMap(({ names }) => Object.entries(names).filter(([name, value]) => before[name] !== value));
  return { ...before, ...Object.fromEntries(news) };
}

type ForEach = Extract<Step, { kind: 'for_each' }>;

/** Rounds of a for_each, as many at once as it allows. */
export function items(step: ForEach, where: Where, all: JsonValue, list: Walk): Went {
  if (!Array.isArray(all)) throw new TypeError('Lists are generated');
  const free = shareOut(step, all, where, list);
  const failing = free
    .filter((each) => each.went.ending !== null)
    .toSorted((left, right) => left.went.until - right.went.until);
  const [first] = failing;
  if (first === undefined) return gathered(where, free, null);
  const off = Math.min(where.off, first.went.until);
  const again = shareOut(step, all, { ...where, off }, list).map((each) => (each.index === first.index ? first : each));
  const begun = again.filter((each) => each.from < off || each.index === first.index);
  return gathered(where, begun, first.went.ending);
}

type Round = { readonly index: number; readonly from: number; readonly went: Went };

/** Gives each item to whoever is free first. */
function shareOut(step: ForEach, all: readonly JsonValue[], where: Where, list: Walk): readonly Round[] {
  const hands = Array.from({ length: Math.min(step.max_parallel, all.length) }, () => where.at);
  return all.map((item, index) => {
    const from = Math.min(...hands);
    const rounds = roundOf(where, index);
    const names = { ...where.names, [step.as]: item };
    const went = list(step.steps, { ...where, at: from, names, rounds });
    const kept =
      step.on_item_error === 'continue' && went.ending?.kind === 'failed'
        ? { ...went, ending: null, value: null }
        : went;
    hands[hands.indexOf(from)] = kept.until;
    return { index, from, went: kept };
  });
}

function gathered(where: Where, all: readonly Round[], ending: Ending | null): Went {
  return {
    until: Math.max(where.at, ...all.map((each) => each.went.until)),
    names: where.names,
    tries: all.flatMap((each) => each.went.tries),
    value: all.map((each) => each.went.value),
    ending,
  };
}
