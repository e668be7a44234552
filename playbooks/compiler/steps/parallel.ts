import type { Step } from '../../../contracts/plan/index.ts';
import { maybe, type ValueType } from '../../expressions/checking.ts';
import { readFields, reportType } from '../fields.ts';
import { namesSet, stillGuarded } from '../flow.ts';
import { languageMaps, namesOf, stepMaps } from '../keys/index.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readChoice, readText } from '../scalars.ts';
import { entryOf, type Place, type SourceNode } from '../source-node.ts';
import type { StepKindRow } from './step-kind.ts';

/** `parallel`: branches that run at once. A branch is a list of steps, a map with `steps`, or one step. */
export const parallelKind: StepKindRow = {
  ...stepMaps.parallel,
  compile: ({ base, fields, context, inside, compileSteps }) => {
    const { report } = context;
    const node = fields.node('parallel');
    const join = readChoice(fields.node('join'), '`join`', stepMaps.parallel.keys.join.value.of, report) ?? 'all';
    const items = node?.kind === 'list' ? node.items : [];
    if (node !== undefined && node.kind !== 'list') reportType(node, '`parallel`', 'a list of branches', report);
    else if (items.length < 2 && node !== undefined) {
      report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: node.place,
        message: '`parallel` has fewer than two branches.',
        expected: 'at least two branches',
      });
    }
    const names: Record<string, ValueType> = {};
    const setIn = new Map<string, number>();
    const branches: Step[][] = [];
    let ended = false;
    let rested = inside.rested === true || (join === 'any' && items.length > 0);
    for (const [at, item] of items.entries()) {
      const { steps, after } = compileSteps(branchOf(item, report), 'a branch', inside);
      branches.push([...steps]);
      // The slowest branch is waited for, or only the fastest.
      rested = join === 'all' ? rested || after.scope.rested === true : rested && after.scope.rested === true;
      // One branch that stops the execution stops it for all.
      ended ||= after.ended && join === 'all';
      for (const [name, type] of Object.entries(namesSet(inside, after.scope))) {
        const other = setIn.get(name);
        if (other !== undefined) {
          report.add({
            code: 'PLAYBOOK_PARALLEL_CONFLICT',
            place: placeOfOutput(item, name) ?? item.place,
            message: `${name} is also set by branch ${other + 1}, which runs at the same time.`,
            expected: 'a name of its own for each branch',
            suggestion: `${name}_${at + 1}`,
          });
        }
        setIn.set(name, at);
        names[name] = join === 'any' ? maybe(type) : type;
      }
    }
    const carried = new Set([...(inside.carried ?? [])].filter((name) => !setIn.has(name)));
    const guarded = stillGuarded(inside, carried);
    const scope = { names: { ...inside.names, ...names }, guarded, carried, rested };
    return { step: { ...base, kind: 'parallel', branches, join }, after: { scope, ended } };
  },
};

const branchKeys = namesOf(languageMaps.branch.keys);
const kindKeys: readonly string[] = Object.values(stepMaps).flatMap(({ named_by }) => named_by);

function branchOf(item: SourceNode, report: Report): SourceNode {
  // A single step stands for a branch of one.
  if (item.kind !== 'map' || !isBranch(item))
    return item.kind === 'map' ? { kind: 'list', items: [item], place: item.place } : item;
  const fields = readFields(item, languageMaps.branch, report);
  // Both are for readers only.
  readText(fields?.node('id'), '`id`', report);
  readText(fields?.node('name'), '`name`', report);
  return fields?.node('steps') ?? { kind: 'list', items: [], place: item.place };
}

/** A map with `steps`, perhaps misspelt, that is no step of a kind which has `steps` of its own, perhaps misspelt, too. */
function isBranch({ entries }: Extract<SourceNode, { kind: 'map' }>): boolean {
  const meant = entries.map(({ key }) => nearest(key, branchKeys));
  const isStep = entries.some(
    ({ key }, at) => kindKeys.includes(key) || (meant[at] === null && nearest(key, kindKeys) !== null),
  );
  return meant.includes('steps') && !isStep;
}

function placeOfOutput(node: SourceNode, name: string): Place | null {
  if (node.kind === 'list')
    return node.items.map((item) => placeOfOutput(item, name)).find((place) => place !== null) ?? null;
  if (node.kind !== 'map') return null;
  for (const entry of node.entries) {
    if (entry.key === 'output' && entry.value.kind === 'scalar' && entry.value.value === name) return entry.value.place;
    const inner = entryOf(entry.value, name);
    if (entry.key === 'set' && inner !== undefined) return inner.keyPlace;
    const deeper = placeOfOutput(entry.value, name);
    if (deeper !== null) return deeper;
  }
  return null;
}
