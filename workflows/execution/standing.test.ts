import { array, assert, nat, property, string } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentState, ModelMessage } from '../../contracts/agent-state.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  computed,
  forEach,
  literal,
  onlyIf,
  parallel,
  plan,
  stop,
  waitFor,
} from '../../tests/rehearsal/plans.ts';
import { statusShown } from '../../tests/rehearsal/records.ts';
import { stateQueryName } from '../messages.ts';
import { createStanding } from './standing.ts';

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const failing = (id: string) =>
  action(id, 'fail', { params: { code: literal('PLATFORM_REFUSED'), times: literal(9) }, on_error: 'continue' });

describe('how an execution stands', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre({ address: temporalAddress() });
  });
  afterAll(() => theatre.close());
  const stateOf = ({ handle }: Performance) => handle.query<AgentState>(stateQueryName);

  it('is told while it runs: what is at work, and what each ended step gave', async () => {
    const steps = [
      parallel('both', 'all', [echo('one', '1')], [echo('two', '2')]),
      onlyIf('one > 1', echo('never', '3')),
      waitFor('sleep', 3_600),
    ];
    const performance = await theatre.start(plan(steps));
    await statusShown(theatre, performance, 'waiting');
    const state = await stateOf(performance);
    expect(state).toMatchObject({ execution_id: performance.input.execution_id, paused: false, left_out: 0 });
    expect(state.at_work).toMatchObject([{ step_id: 'sleep', iteration: '', kind: 'wait' }]);
    const told = state.ended.map(({ step_id, status, output }) => [step_id, status, output]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['one', 'completed', 1],
        ['two', 'completed', 2],
        ['both', 'completed', null],
        ['never', 'skipped', null],
      ]),
    );
    await performance.handle.terminate();
  });

  it('is told after its end too, with a failure that was passed over and with the rounds of loops', async () => {
    const steps = [
      failing('broken'),
      forEach('all', '[1, 2]', [echo('each', 'item')]),
      stop('enough', 'completed', literal('done')),
    ];
    const performance = await theatre.start(plan(steps));
    await performance.handle.result();
    const { at_work, ended } = await stateOf(performance);
    expect(at_work).toEqual([]);
    expect(ended[0]).toMatchObject({ step_id: 'broken', status: 'failed', error_code: 'PLATFORM_REFUSED' });
    const rounds = ended.filter(({ step_id }) => step_id === 'each');
    expect(rounds.map(({ iteration, output }) => [iteration, output])).toEqual([
      ['0', 1],
      ['1', 2],
    ]);
  });

  it('holds every message to a model in the order in which it was heard: each list is the beginning of the next', () => {
    const message = (call_id: string): ModelMessage => ({
      ...{ call_id, step_id: 'critique', iteration: '0', task: 'critique', role: 'generator', model: 'm' },
      ...{ prompt_name: 'critique', prompt_version: '1.0', prompt_hash: 'h', output_hash: null },
      ...{ status: 'LLM_UNAVAILABLE', cached: false },
    });
    assert(
      property(array(array(string(), { maxLength: 3 }), { maxLength: 8 }), nat(), (rounds, move) => {
        let standing = createStanding({ execution_id: 'e', plan: plan([]) });
        let before: readonly ModelMessage[] = [];
        for (const [index, round] of rounds.entries()) {
          // A later history goes on from what it was given.
          if (index === move % 8) standing = createStanding({ execution_id: 'e', plan: plan([]) }, standing.messages());
          standing.heard(round.map(message));
          const { messages } = standing.answer(false);
          expect(messages.slice(0, before.length)).toEqual(before);
          before = messages;
        }
        expect(before.map((each) => each.call_id)).toEqual(rounds.flat());
      }),
    );
  });

  it('is told from the newest steps when there were very many', () => {
    const input = { execution_id: 'e', plan: plan([]) };
    const standing = createStanding(input);
    for (let index = 0; index < 250; index += 1) {
      const frame = { variables: {}, iteration: String(index) };
      standing.began(echo('each', '1'), frame);
      standing.ended(echo('each', '1'), frame, 'completed', index);
    }
    const { ended, left_out } = standing.answer(false);
    expect([ended.length, left_out, ended.at(-1)?.output]).toEqual([200, 50, 249]);
  });
});
