import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';
import { propertyDefinitions } from './definitions.ts';
import { evaluatePlan } from './evaluator.ts';
import { playRandom } from './play-random.ts';
import { type Draw, randomPlaybook } from './random-playbook.ts';

/** PROPERTY_RUNS=10000 PROPERTY_SEED=7 vitest run tests/properties: more of them, or those of another seed. */
const runs = Number(process.env.PROPERTY_RUNS ?? 100);
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_121);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function compiled(source: string): Plan {
  const { plan, diagnostics } = compilePlaybook(source, { file: 'random.yaml', actions: propertyDefinitions });
  const errors = diagnostics.filter((each) => each.severity === 'error');
  if (plan === null)
    throw new TypeError(`A generated playbook does not compile:\n${JSON.stringify(errors, null, 1)}\n${source}`);
  return plan;
}

/** Checks a property of generated playbooks; what fails is made as small as it can be. */
async function ofPlaybooks(property: (draw: Draw) => Promise<void>): Promise<void> {
  const drawing = fc.gen().map(
    (generate): Draw =>
      (below) =>
        generate(fc.nat, Math.max(0, below - 1)),
  );
  await fc.assert(fc.asyncProperty(drawing, property), {
    numRuns: runs,
    seed,
    endOnFailure: process.env.PROPERTY_SHRINK === 'no',
  });
  console.log(`${runs} random playbooks, seed ${seed}`);
}

describe('a playbook that nobody wrote', () => {
  it('does on the stage what the language says, call by call and moment by moment, and replays the same', async () => {
    await ofPlaybooks(async (draw) => {
      const { source, inputs, cancel_after_ms } = randomPlaybook(draw);
      const plan = compiled(source);
      const deliver = draw(2) === 0 ? 'singly' : 'together';
      const { outcome, performance } = await playRandom(stage, plan, inputs, {
        ...{ cancel_after_ms, deliver, events_per_history: null },
      });
      expect(outcome, source).toEqual(evaluatePlan(plan, inputs, cancel_after_ms));
      for (const history of performance.histories) expect(await stage.replay(history)).toBeNull();
    });
  }, 3_600_000);

  it('does the same in many short histories as in one, when nothing in it happens at once', async () => {
    await ofPlaybooks(async (draw) => {
      const { source, inputs } = randomPlaybook(draw, true);
      const plan = compiled(source);
      const { outcome, performance } = await playRandom(stage, plan, inputs, {
        ...{ cancel_after_ms: null, deliver: 'singly', events_per_history: 12 + draw(30) },
      });
      expect(outcome, source).toEqual(evaluatePlan(plan, inputs, null));
      for (const history of performance.histories) expect(await stage.replay(history)).toBeNull();
    });
  }, 3_600_000);
});
