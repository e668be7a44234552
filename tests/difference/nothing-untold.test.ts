import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { type Plan, planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { describeDifference } from '../../playbooks/difference/index.ts';
import { testDefinitions } from '../playbooks/definitions.ts';
import { groupsIn } from '../playbooks/groups-in.ts';

const files = ['tests/playbooks/valid', 'playbooks'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => join(folder, name)),
);
/** What follows from the actions and from the layout is nothing that an author changes. */
const derived = new Set(['line', 'plan_version', 'summary', 'effect', 'heartbeat_seconds', 'kind', 'action_id']);

function planOf(file: string): Plan {
  const source = readFileSync(file, 'utf8');
  const actions = file.startsWith('tests') ? testDefinitions : actionCatalog;
  const { plan } = compilePlaybook(source, { file, actions, groups: groupsIn(source), incomplete: true });
  if (plan === null) throw new Error(`${file} does not compile`);
  return plan;
}

type Path = readonly (string | number)[];
/** The path of every value in a plan that an author can change. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value)
    .filter(([name]) => !derived.has(name))
    .flatMap(([name, inner]) => leaves(inner, [...path, Array.isArray(value) ? Number(name) : name]));
}

/** Another value of the same type. */
function others(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string')
    return [`${value}x`, 'reject', 'cancel', 'skip', 'queue', 'continue', 'any', 'failed', 'decrease', 'auto'].filter(
      (each) => each !== value,
    );
  return [];
}

function put(value: JsonValue, [head, ...rest]: Path, other: JsonValue): JsonValue {
  if (head === undefined) return other;
  if (Array.isArray(value)) return value.map((each, at) => (at === head ? put(each, rest, other) : each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === head ? put(each, rest, other) : each]),
  );
}
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );

/** The first plan of the published shape that differs in this one place. */
function changedAt(plan: Plan, path: Path): Plan | null {
  const json: JsonValue = JSON.parse(JSON.stringify(plan));
  const value = at(json, path);
  const options =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? others(value) : [];
  for (const other of options) {
    const parsed = planSchema.safeParse(put(json, path, other));
    if (parsed.success) return parsed.data;
  }
  return null;
}

describe('whatever an author changes', () => {
  it.each(files)('in %s is told, there and back, in words', (file) => {
    const plan = planOf(file);
    expect(describeDifference(plan, structuredClone(plan))).toEqual([]);
    const untold: string[] = [];
    let changed = 0;
    for (const path of leaves(JSON.parse(JSON.stringify(plan)))) {
      const other = changedAt(plan, path);
      if (other === null) continue;
      changed += 1;
      const [there, back] = [describeDifference(plan, other), describeDifference(other, plan)];
      if (there.length === 0 || back.length === 0) untold.push(path.join('.'));
      for (const { text } of [...there, ...back]) expect(text).not.toMatch(/undefined|\[object|NaN/);
      for (const each of there) {
        expect(each.line_before === null || each.line_before > 0).toBe(true);
        expect(each.line_after === null || each.line_after > 0).toBe(true);
      }
    }
    expect(untold).toEqual([]);
    expect(changed).toBeGreaterThan(5);
  });

  it.each(files)('in %s: each step taken out is told, and the same step put back', (file) => {
    const plan = planOf(file);
    for (const [index, step] of plan.steps.entries()) {
      const shorter = { ...plan, steps: plan.steps.filter((_, position) => position !== index) };
      const told = describeDifference(plan, shorter);
      expect(told.map((each) => each.text).join('\n')).toContain(step.id);
      expect(
        describeDifference(shorter, plan)
          .map((each) => each.text)
          .join('\n'),
      ).toContain(step.id);
    }
  });
});
