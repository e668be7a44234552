import { scopeSchema } from '../../../contracts/plan/index.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { defineKeys } from './key.ts';

/** The top level of a playbook. */
export const playbookKeys = defineKeys({
  id: {
    describe: 'The name in Temporal, in the API and in the audit log: letters, digits and `_`.',
    example: 'lower_budget_v1',
    value: { kind: 'name' },
    required: true,
  },
  name: {
    describe: 'The name that people read.',
    example: 'Lower the budget of a tired campaign',
    value: { kind: 'text' },
    required: true,
  },
  description: {
    describe: 'What the playbook is for, for readers.',
    example: 'Looks once a day and proposes a smaller budget.',
    value: { kind: 'text' },
  },
  owner: { describe: 'Who looks after the playbook.', example: 'performance-marketing', value: { kind: 'text' } },
  labels: {
    describe: 'Texts by name, to find playbooks by.',
    example: { team: 'growth' },
    value: { kind: 'named', of: { kind: 'text' } },
  },
  scope: {
    describe: 'What one execution is about; `context.*` and `entity` are those of it.',
    example: 'campaign',
    value: { kind: 'choice', of: scopeSchema.options },
    default: 'campaign',
  },
  platforms: {
    describe: 'The ad platforms that it is for; left out, whichever the campaign runs on.',
    example: ['meta_ads', 'tiktok_ads'],
    value: { kind: 'list', of: { kind: 'choice', of: platformSchema.options }, at_least: 1 },
  },
  inputs: {
    describe: 'Typed parameters of an execution: a type, or a map with `type`, by name.',
    example: { campaign_id: 'string', days: { type: 'integer', default: 28 } },
    value: {
      kind: 'named',
      of: {
        kind: 'one_of',
        of: [
          { kind: 'choice', of: ['string', 'integer', 'number', 'boolean', 'timestamp', 'list', 'map'] },
          { kind: 'map', of: 'input' },
        ],
      },
    },
  },
  when: {
    describe: 'The trigger, evaluated for each entity in scope; all items must hold.',
    example: [{ condition: 'context.cpa_change_pct > 20' }],
    value: { kind: 'conditions' },
  },
  schedule: {
    describe: 'When it starts by itself: a cron expression in UTC, or a map with `cron`.',
    example: '0 9 * * *',
    value: { kind: 'one_of', of: [{ kind: 'cron' }, { kind: 'map', of: 'schedule' }] },
  },
  on: {
    describe: 'Events that start it; `when` is asked then, too.',
    example: [{ event: 'metric.anomaly', match: 'event.data.severity > 2' }],
    value: {
      kind: 'one_of',
      of: [
        { kind: 'event_name' },
        { kind: 'map', of: 'event_trigger' },
        {
          kind: 'list',
          of: { kind: 'one_of', of: [{ kind: 'event_name' }, { kind: 'map', of: 'event_trigger' }] },
          at_least: 1,
        },
      ],
    },
  },
  steps: {
    describe: 'What is done, in order.',
    example: [{ id: 'done', stop: 'completed' }],
    value: { kind: 'steps' },
    required: true,
  },
  guardrails: {
    describe: 'Limits of what the playbook may change.',
    example: { max_budget_change_pct: 25 },
    value: { kind: 'map', of: 'guardrails' },
  },
  approval: {
    describe: 'Who is asked about the changes of every write step that has no block of its own.',
    example: { approvers: ['approver'], timeout: '24h', on_timeout: 'reject' },
    value: { kind: 'map', of: 'approval' },
  },
  concurrency: {
    describe: 'How many executions may live at once.',
    example: { key: 'entity.id', limit: 1, on_conflict: 'skip' },
    value: { kind: 'map', of: 'concurrency' },
  },
  outcome: {
    describe: 'The playbook’s own promise, measured afterwards.',
    example: { metric: 'cpa', direction: 'decrease', window: '7d', minimum_effect: '5%' },
    value: { kind: 'map', of: 'outcome' },
  },
  on_failure: {
    describe: 'Steps that run when the execution fails, with `error` in scope; it still fails.',
    example: [{ id: 'note', set: { failed_at: '{{ error.step_id }}' } }],
    value: { kind: 'steps' },
  },
  timeout: {
    describe: 'When an execution is ended at the latest.',
    example: '10d',
    value: { kind: 'duration', from: 1, to: 365 * 86_400 },
    default: '30d',
  },
});

/** One declared input. */
export const inputKeys = defineKeys({
  type: {
    describe: 'What kind of value it is; a timestamp is ISO 8601 text.',
    example: 'integer',
    value: { kind: 'choice', of: ['string', 'integer', 'number', 'boolean', 'timestamp', 'list', 'map'] },
    required: true,
  },
  description: {
    describe: 'What the value is for, shown in forms.',
    example: 'How many days to look at',
    value: { kind: 'text' },
  },
  required: {
    describe: 'Whether an execution must give it; true unless there is a default.',
    example: false,
    value: { kind: 'boolean' },
  },
  default: { describe: 'The value when none is given.', example: 28, value: { kind: 'any' } },
});
