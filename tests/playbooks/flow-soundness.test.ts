import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';
import { type ModelStep, modelSteps, writeModel } from './flow-model.ts';
import { walkModel } from './flow-walk.ts';

const unsure = new Set(['PLAYBOOK_VALUE_MAY_BE_ABSENT', 'PLAYBOOK_NAME_LATER', 'PLAYBOOK_NAME_UNKNOWN']);

/** What the compiler says of a model: which names are surely there after which step; null when it is no playbook at all. */
function claims(steps: readonly ModelStep[]) {
  const { source, probes } = writeModel(steps);
  const { diagnostics } = compilePlaybook(source, { file: 'model.yaml', actions: testDefinitions });
  // After an end nothing is claimed, a name may not be set twice on one way, and a report has at most a hundred findings.
  if (diagnostics.length >= 100 || diagnostics.some(({ code }) => !unsure.has(code))) return null;
  const doubted = new Set(diagnostics.map(({ line }) => line));
  const certain = new Map<ModelStep, string[]>();
  for (const [line, { probe, name }] of probes) {
    if (!doubted.has(line)) certain.set(probe, [...(certain.get(probe) ?? []), name]);
  }
  return certain;
}

/** Heads or tails, the same for the same seed: the multiplicative generator of Lehmer with 48271. */
function coinOf(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 1_000 < 500;
  };
}

describe('what the compiler takes for certain', () => {
  it('is there on every way through a playbook, whatever is skipped, fails, is caught or comes first', () => {
    const seen = { models: 0, claims: 0, doubts: 0 };
    fc.assert(
      fc.property(modelSteps, fc.nat({ max: 2 ** 31 - 2 }), (steps, seed) => {
        const certain = claims(steps);
        if (certain === null) return;
        seen.models += 1;
        const chance = coinOf(seed + 1);
        for (let walk = 0; walk < 30; walk += 1) {
          walkModel(steps, chance, (step, named) => {
            for (const name of certain.get(step) ?? []) {
              seen.claims += 1;
              if (!named.has(name)) throw new Error(`${name} is not there in\n${writeModel(steps).source}`);
            }
            seen.doubts += certain.has(step) ? 0 : 1;
          });
        }
      }),
      { numRuns: 300 },
    );
    // Otherwise it would say nothing.
    expect(seen.models).toBeGreaterThan(60);
    expect(seen.claims).toBeGreaterThan(1_000);
    expect(seen.doubts).toBeGreaterThan(1_000);
  });
});
