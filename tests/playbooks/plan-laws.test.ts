import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import { type Plan, planSchema } from '../../contracts/plan/index.ts';
import { sayBound, worstCase } from '../../playbooks/bound/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { describeDifference } from '../../playbooks/difference/index.ts';
import { explainPlan } from '../../playbooks/explanation/index.ts';
import { testDefinitions } from './definitions.ts';
import { groupsIn } from './groups-in.ts';

const files = ['tests/playbooks/valid', 'playbooks'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => join(folder, name)),
);
const actionsOf = (file: string) => (file.startsWith('tests') ? testDefinitions : actionCatalog);
const compile = (file: string, source: string) =>
  compilePlaybook(source, { file, actions: actionsOf(file), groups: groupsIn(source), incomplete: true });

describe.each(files)('%s', (file) => {
  const source = readFileSync(file, 'utf8');
  const options = { actions: actionsOf(file) };
  let plan: Plan;
  let digest: string | null;
  beforeAll(() => {
    const compiled = compile(file, source);
    if (compiled.plan === null) throw new Error(`${file} does not compile`);
    ({ digest } = compiled);
    plan = compiled.plan;
  });

  it('compiles to the same plan and digest whatever the editor makes of line ends, marks and the end of the file', () => {
    const edited = `\uFEFF${source.trimEnd()}   \n\n# the end\n`.replaceAll('\n', '\r\n');
    expect(compile(file, edited)).toMatchObject({ digest, plan });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does the same two lines further down: only the lines and with them the digest are others', () => {
    const lower = compile(file, `# one\n# two\n${source}`);
    expect(lower.plan).not.toBeNull();
    if (lower.plan === null) return;
    expect(describeDifference(plan, lower.plan)).toEqual([]);
    expect(everyStep(lower.plan.steps).map(({ line }) => line)).toEqual(
      everyStep(plan.steps).map(({ line }) => line + 2),
    );
  });

  it('is a plan by its own schema, travels as JSON and differs in nothing from itself', () => {
    const travelled = planSchema.parse(JSON.parse(JSON.stringify(plan)));
    expect(travelled).toEqual(plan);
    expect(describeDifference(plan, travelled)).toEqual([]);
  });

  it('is explained, with every step by its name or id, and with a bound that has a reason', () => {
    const bound = worstCase(plan, options);
    const text = explainPlan(plan, bound, options.actions);
    for (const step of everyStep(plan.steps)) expect(text).toContain(step.name ?? step.id);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
    expect(bound.because.length).toBeGreaterThan(0);
    expect(sayBound(bound)).not.toMatch(/NaN|Infinity/);
  });

  it('has each step on a line of the file that names it', () => {
    const lines = source.split('\n');
    for (const step of everyStep([...plan.steps, ...(plan.on_failure ?? [])])) {
      const near = lines.slice(step.line - 1, step.line + 12).join('\n');
      expect(near, `line ${step.line}`).toContain(step.id);
    }
  });

  it('is told of when any one step is gone', () => {
    for (const [at, step] of plan.steps.entries()) {
      const without = { ...plan, steps: plan.steps.filter((_, other) => other !== at) };
      const told = describeDifference(plan, without).map(({ text }) => text);
      expect(
        told.some((text) => text.includes(step.id)),
        step.id,
      ).toBe(true);
    }
  });

  it('is told of both ways: what was added one way was removed the other way', () => {
    const half = { ...plan, steps: plan.steps.slice(0, Math.ceil(plan.steps.length / 2)) };
    const kinds = (one: Plan, other: Plan, kind: string) =>
      describeDifference(one, other)
        .filter((each) => each.kind === kind && each.path.startsWith('steps.'))
        .map((each) => each.path)
        .sort();
    expect(kinds(plan, half, 'removed')).toEqual(kinds(half, plan, 'added'));
  });
});
