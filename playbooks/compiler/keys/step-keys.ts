import type { StepKind } from '../../../contracts/plan/index.ts';
import { defineKeys, type LanguageKey, type StepMap } from './key.ts';

/** What every step may have, whatever it does. */
export const stepKeys = defineKeys({
  id: {
    describe: 'The name of the step, used once in the playbook.',
    example: 'lower_budget',
    value: { kind: 'name' },
    required: true,
  },
  name: { describe: 'What people read.', example: 'Lower the budget', value: { kind: 'text' } },
  condition: {
    describe: 'An expression; the step is skipped when it is false.',
    example: 'context.cpa > 40',
    value: { kind: 'expression' },
  },
});

const output = (describe: string, example: string): LanguageKey => ({ describe, example, value: { kind: 'name' } });
const innerStep = [{ id: 'tell', set: { word: 'high' } }];

/** `agent` + `action`. */
export const actionKeys = defineKeys({
  agent: {
    describe: 'The agent whose action is called.',
    example: 'AdPlatformAgent',
    value: { kind: 'text' },
    required: true,
  },
  action: {
    describe: 'The action of the agent.',
    example: 'read_campaign_state',
    value: { kind: 'text' },
    required: true,
  },
  params: {
    describe: 'The parameters of the action by name; texts may hold `{{ }}`.',
    example: { campaign_id: '{{ entity.id }}' },
    value: { kind: 'named', of: { kind: 'any' } },
  },
  output: {
    describe: 'The name by which later steps read what the action gave.',
    example: 'state',
    value: { kind: 'name' },
  },
  approval: {
    describe: 'People are asked about the change of this step, always.',
    example: { title: 'New budget for {{ entity.name }}', on_timeout: 'reject' },
    value: { kind: 'map', of: 'approval' },
  },
  retry: {
    describe: 'How failed attempts are repeated: a number of attempts, or a map.',
    example: 3,
    value: {
      kind: 'one_of',
      of: [
        { kind: 'number', from: 1, to: 100, whole: true },
        { kind: 'map', of: 'retry' },
      ],
    },
  },
  timeout: {
    describe: 'How long one attempt may take.',
    example: '2m',
    value: { kind: 'duration', from: 1, to: 86_400 },
  },
  on_error: {
    describe: 'What a failure does: it fails the execution, is passed over, or undoes what was applied and then fails.',
    example: 'continue',
    value: { kind: 'choice', of: ['fail', 'continue', 'compensate'] },
    default: 'fail',
  },
});

/** Every kind of step with its keys beside `id`, `name` and `condition`. */
export const stepMaps = {
  action: {
    named_by: ['action', 'agent'],
    describe: 'Calls one action of an agent; a write is planned, checked and approved before it is applied.',
    keys: actionKeys,
  },
  parallel: {
    named_by: ['parallel'],
    describe: 'Branches that run at once.',
    keys: defineKeys({
      parallel: {
        describe: 'The branches: each a list of steps, one step, or a map with `steps`.',
        example: [[{ id: 'one', set: { first: 1 } }], [{ id: 'two', set: { second: 2 } }]],
        value: { kind: 'list', of: { kind: 'branch' }, at_least: 2 },
        required: true,
      },
      join: {
        describe: 'Whether to go on when all branches are done, or when the first is.',
        example: 'any',
        value: { kind: 'choice', of: ['all', 'any'] },
        default: 'all',
      },
    }),
  },
  for_each: {
    named_by: ['for_each'],
    describe: 'The same steps for each item of a list.',
    keys: defineKeys({
      for_each: {
        describe: 'The list and how it is worked through.',
        example: { items: 'inputs.campaign_ids', as: 'campaign_id', max_parallel: 5 },
        value: { kind: 'map', of: 'for_each' },
        required: true,
      },
      steps: {
        describe: 'What is done for each item; may also stand inside `for_each`.',
        example: innerStep,
        value: { kind: 'steps' },
      },
      output: output('The name of the list of what the last step of each round gave.', 'answers'),
    }),
  },
  switch: {
    named_by: ['switch'],
    describe: 'The first case whose `when` holds; `else` when none does.',
    keys: defineKeys({
      switch: {
        describe: 'The cases, tried in order.',
        example: [{ when: 'context.cpa > 40', steps: innerStep }, { else: [{ id: 'low', set: { word: 'low' } }] }],
        value: { kind: 'list', of: { kind: 'map', of: 'case' }, at_least: 1 },
        required: true,
      },
    }),
  },
  repeat: {
    named_by: ['repeat'],
    describe: 'The same steps again and again, while or until a condition holds.',
    keys: defineKeys({
      repeat: {
        describe: 'The condition and the cap.',
        example: { until: 'round >= 2', max_iterations: 5 },
        value: { kind: 'map', of: 'repeat' },
        required: true,
      },
      steps: {
        describe: 'What is done in each round; may also stand inside `repeat`.',
        example: innerStep,
        value: { kind: 'steps' },
      },
    }),
  },
  try: {
    named_by: ['try', 'catch', 'finally'],
    describe: 'Steps whose failure is caught.',
    keys: defineKeys({
      try: { describe: 'The steps that may fail.', example: innerStep, value: { kind: 'steps' }, required: true },
      catch: {
        describe: 'What is done about a failure: the first clause whose `when` holds.',
        example: [{ when: "error.code == 'PLATFORM_THROTTLED'", steps: [{ id: 'rest', wait: '10m' }] }],
        value: { kind: 'list', of: { kind: 'map', of: 'catch' }, at_least: 1 },
      },
      finally: {
        describe: 'Steps that run in any case, also on stop and cancellation.',
        example: [{ id: 'mark', set: { looked: true } }],
        value: { kind: 'steps' },
      },
    }),
  },
  playbook: {
    named_by: ['playbook'],
    describe: 'Runs another playbook as a child execution and waits for it.',
    keys: defineKeys({
      playbook: {
        describe: 'The id of the other playbook, or its slug.',
        example: 'campaign_health_v1',
        value: { kind: 'text' },
        required: true,
      },
      inputs: {
        describe: 'Its inputs by name; texts may hold `{{ }}`.',
        example: { campaign_id: '{{ entity.id }}' },
        value: { kind: 'named', of: { kind: 'any' } },
      },
      output: output('The name of its end: {execution_id, status, result, outputs}.', 'health'),
    }),
  },
  set: {
    named_by: ['set'],
    describe: 'Names values for later steps; costs no history event.',
    keys: defineKeys({
      set: {
        describe: 'Values by name; texts may hold `{{ }}`.',
        example: { limit: '{{ context.cpa * 1.2 }}' },
        value: { kind: 'named', of: { kind: 'any' } },
        required: true,
      },
    }),
  },
  wait: {
    named_by: ['wait'],
    describe: 'A durable pause: for a time, until a moment, or until an event arrives.',
    keys: defineKeys({
      wait: {
        describe: 'How long, until when or for what; a duration alone is short for `for`.',
        example: '3d',
        value: {
          kind: 'one_of',
          of: [{ kind: 'duration', from: 1, to: 365 * 86_400 }, { kind: 'business_days' }, { kind: 'map', of: 'wait' }],
        },
        required: true,
      },
      output: output(
        'The name of the event that arrived: {name, data}. Only a wait for an event gives something.',
        'reply',
      ),
    }),
  },
  stop: {
    named_by: ['stop'],
    describe: 'Ends the execution here.',
    keys: defineKeys({
      stop: {
        describe: 'The status it ends with, or a map with `status` and `result`.',
        example: 'completed',
        value: {
          kind: 'one_of',
          of: [
            { kind: 'choice', of: ['completed', 'failed', 'cancelled'] },
            { kind: 'map', of: 'stop' },
          ],
        },
        required: true,
      },
    }),
  },
  approval: {
    named_by: ['approval'],
    describe: 'A gate of its own that waits for people.',
    keys: defineKeys({
      approval: {
        describe: 'What is asked, of whom, and until when.',
        example: { title: 'May the report go out?', timeout: '4h', on_timeout: 'reject' },
        value: { kind: 'map', of: 'approval' },
        required: true,
      },
      output: output('The name of the answer: {approved, approval_id, approved_by, edits}.', 'answer'),
    }),
  },
} as const satisfies Record<StepKind, StepMap>;
