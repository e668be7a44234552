import { afterAll, beforeAll, expect, it } from 'vitest';
import { testText } from '../../tests/stage/test-source.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const playbook = `
id: rounds_v1
name: Rounds
scope: none
steps:
  - id: again
    repeat: { until: n >= 2, as: n, max_iterations: 3 }
    steps:
      - { id: nap, condition: n > 0, wait: { for: 2d } }
      - { id: seen, set: { last: '{{n}}' } }
`;
const faultsOf = async (waits: string) => {
  const text = `playbook: rounds.yaml\ncases:\n  - { name: rounds, expect: { waits: ${waits}, lasts: 4d } }\n`;
  const { cases } = await testText(text, { 'rounds.yaml': playbook }, stage);
  return cases.flatMap((each) => each.faults.map((fault) => `${fault.message}: ${fault.actual}`));
};

it('a wait within a loop is measured in the rounds that waited, not in the one that passed it by', async () => {
  expect(await faultsOf('[nap, { step: nap, for: 2d }]')).toEqual([]);
  expect(await faultsOf('[{ step: nap, for: 1d }]')).toEqual(['Step nap waited another time: 2d']);
  expect(await faultsOf('[seen]')).toEqual(['Step seen did not wait: none']);
});
