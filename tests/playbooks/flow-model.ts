import fc from 'fast-check';

/** A step of a small model of the language: enough to say what has been named when. */
export type ModelStep =
  | { readonly kind: 'set'; readonly name: string }
  | { readonly kind: 'may_fail' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'maybe'; readonly step: ModelStep }
  | { readonly kind: 'switch'; readonly cases: readonly ModelStep[][]; readonly otherwise: ModelStep[] | null }
  | { readonly kind: 'parallel'; readonly branches: readonly ModelStep[][]; readonly join: 'all' | 'any' }
  | { readonly kind: 'for_each'; readonly steps: ModelStep[] }
  | { readonly kind: 'repeat'; readonly way: 'while' | 'until'; readonly lenient: boolean; readonly steps: ModelStep[] }
  | {
      readonly kind: 'try';
      readonly steps: ModelStep[];
      readonly catches: readonly ModelStep[][];
      readonly last: ModelStep[] | null;
    };

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Random lists of steps, at most two deep. */
export const modelSteps: fc.Arbitrary<ModelStep[]> = fc.letrec<{ step: ModelStep; steps: ModelStep[] }>((tie) => {
  const steps = tie('steps');
  const simple = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...names).map((name): ModelStep => ({ kind: 'set', name })) },
    { weight: 6, arbitrary: fc.constant(null).map((): ModelStep => ({ kind: 'may_fail' })) },
    { weight: 1, arbitrary: fc.constant(null).map((): ModelStep => ({ kind: 'stop' })) },
  );
  return {
    step: fc.oneof(
      { depthSize: 'small', maxDepth: 2 },
      simple,
      simple.map((step): ModelStep => ({ kind: 'maybe', step })),
      fc.record({
        kind: fc.constant('switch' as const),
        cases: fc.array(steps, { minLength: 1, maxLength: 2 }),
        otherwise: fc.option(steps),
      }),
      fc.record({
        kind: fc.constant('parallel' as const),
        branches: fc.array(steps, { minLength: 2, maxLength: 2 }),
        join: fc.constantFrom('all', 'any'),
      }),
      fc.record({ kind: fc.constant('for_each' as const), steps }),
      fc.record({
        kind: fc.constant('repeat' as const),
        way: fc.constantFrom('while', 'until'),
        lenient: fc.boolean(),
        steps,
      }),
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('try' as const),
          steps,
          catches: fc.array(steps, { minLength: 1, maxLength: 2 }),
          last: fc.option(steps),
        }),
      },
    ),
    steps: fc.array(tie('step'), { minLength: 1, maxLength: 2 }),
  };
}).steps;

/** The playbook of a model, with a probe after each step: one line for each name that asks whether it is surely there. */
export function writeModel(steps: readonly ModelStep[]) {
  const lines = ['id: model_v1', 'name: Model', 'inputs: { ids: list }', 'steps:'];
  const probes = new Map<number, { readonly probe: ModelStep; readonly name: string }>();
  const used = names.filter((name) => JSON.stringify(steps).includes(`"name":"${name}"`));
  let count = 0;
  const id = (): string => {
    count += 1;
    return `s${count}`;
  };
  const list = (inner: readonly ModelStep[], indent: string): void => {
    for (const step of inner) {
      one(step, indent, '');
      for (const name of used) {
        lines.push(`${indent}- { id: ${id()}, wait: { until: "${name} + 'x'" } }`);
        probes.set(lines.length, { probe: step, name });
      }
    }
  };
  const one = (step: ModelStep, at: string, more: string): void => {
    const head = `${at}- id: ${id()}${more}`;
    const under = (key: string, inner: readonly ModelStep[]): void => {
      lines.push(`${at}  ${key}:`);
      list(inner, `${at}    `);
    };
    const condition = `context.cpa > ${count}`;
    if (step.kind === 'maybe') {
      one(step.step, at, `\n${at}  condition: ${condition}`);
      return;
    }
    lines.push(...head.split('\n'));
    switch (step.kind) {
      case 'set':
        lines.push(`${at}  set: { ${step.name}: text }`);
        return;
      case 'may_fail':
        lines.push(`${at}  agent: NotifyAgent`, `${at}  action: tell`, `${at}  params: { text: hi }`);
        return;
      case 'stop':
        lines.push(`${at}  stop: completed`);
        return;
      case 'switch':
        lines.push(`${at}  switch:`);
        for (const inner of step.cases) {
          lines.push(`${at}    - when: context.ctr > ${count}`, `${at}      steps:`);
          list(inner, `${at}        `);
        }
        if (step.otherwise !== null) {
          lines.push(`${at}    - else:`);
          list(step.otherwise, `${at}        `);
        }
        return;
      case 'parallel':
        lines.push(`${at}  join: ${step.join}`, `${at}  parallel:`);
        for (const inner of step.branches) {
          lines.push(`${at}    - steps:`);
          list(inner, `${at}        `);
        }
        return;
      case 'for_each':
        lines.push(`${at}  for_each: { items: inputs.ids, as: item_${count}, max_parallel: 1 }`);
        under('steps', step.steps);
        return;
      case 'repeat':
        lines.push(
          `${at}  repeat: { ${step.way}: ${condition}, max_iterations: 2, as: round_${count}, on_limit: ${step.lenient ? 'continue' : 'fail'} }`,
        );
        under('steps', step.steps);
        return;
      case 'try':
        under('try', step.steps);
        lines.push(`${at}  catch:`);
        for (const [number, inner] of step.catches.entries()) {
          const last = number === step.catches.length - 1;
          lines.push(last ? `${at}    - steps:` : `${at}    - when: error.code == 'INTERNAL'`);
          if (!last) lines.push(`${at}      steps:`);
          list(inner, `${at}        `);
        }
        if (step.last !== null) under('finally', step.last);
    }
  };
  list(steps, '  ');
  return { source: `${lines.join('\n')}\n`, probes };
}
