import { defineKeys } from './key.ts';

const thirtyDays = 30 * 86_400;

/** An `approval` block. */
export const approvalKeys = defineKeys({
  title: {
    describe: 'What is asked, in one line; texts may hold `{{ }}`.',
    example: 'New budget for {{ entity.name }}',
    value: { kind: 'any' },
  },
  approvers: {
    describe: 'Who may decide: roles and e-mail addresses as a list, or a map that may name groups, too.',
    example: ['approver', 'ana@example.com'],
    value: { kind: 'one_of', of: [{ kind: 'texts' }, { kind: 'map', of: 'approvers' }] },
    default: ['approver', 'admin'],
  },
  quorum: {
    describe: 'How many people must agree.',
    example: 2,
    value: { kind: 'number', from: 1, to: 20, whole: true },
    default: 1,
  },
  timeout: {
    describe: 'How long people have to decide.',
    example: '24h',
    value: { kind: 'duration', from: 1, to: thirtyDays },
    default: '24h',
  },
  on_timeout: {
    describe: 'What happens when nobody decided in time; silence is never a yes.',
    example: 'reject',
    value: { kind: 'choice', of: ['reject', 'escalate', 'cancel'] },
    default: 'reject',
  },
  editable: {
    describe: 'Parameters of the action that an approver may change; the change is planned again then.',
    example: ['daily_budget_minor'],
    value: { kind: 'texts' },
  },
  evidence: {
    describe: 'What to show beside the question.',
    example: { cpa: '{{ context.cpa }}' },
    value: { kind: 'any' },
  },
  undo_window: {
    describe: 'How long a yes can be taken back before anything is applied; 0 for not at all.',
    example: '10s',
    value: {
      kind: 'one_of',
      of: [
        { kind: 'duration', from: 0, to: 86_400 },
        { kind: 'number', from: 0, to: 0 },
      ],
    },
    default: '10s',
  },
  escalation: {
    describe: 'Who else is asked when nobody has answered, one after the other.',
    example: [{ after: '4h', approvers: ['admin'] }],
    value: { kind: 'list', of: { kind: 'map', of: 'escalation' }, at_least: 1 },
  },
});

/** `approvers` as a map. */
export const approversKeys = defineKeys({
  roles: { describe: 'Everybody with one of these roles.', example: ['approver', 'admin'], value: { kind: 'texts' } },
  users: { describe: 'People by e-mail address.', example: ['ana@example.com'], value: { kind: 'texts' } },
  groups: { describe: 'Everybody in one of these approver groups.', example: ['finance'], value: { kind: 'texts' } },
  expression: {
    describe: 'A rule over `person` {email, roles, groups}; beside the others it narrows them.',
    example: "person.roles.exists(r, r == 'approver')",
    value: { kind: 'expression' },
  },
});

/** One item of `escalation`. */
export const escalationKeys = defineKeys({
  after: {
    describe: 'How long to wait, counted from the step of the chain before it.',
    example: '4h',
    value: { kind: 'duration', from: 1, to: thirtyDays },
    required: true,
  },
  approvers: {
    describe: 'Who is asked then, as in `approval`.',
    example: { roles: ['admin'] },
    value: { kind: 'one_of', of: [{ kind: 'texts' }, { kind: 'map', of: 'approvers' }] },
    required: true,
  },
});

/** `concurrency`. */
export const concurrencyKeys = defineKeys({
  key: {
    describe:
      'An expression over `inputs` and `entity`; executions with the same key count together. Without it: the entity.',
    example: 'inputs.campaign_id',
    value: { kind: 'expression' },
  },
  limit: {
    describe: 'How many may live at once for each key.',
    example: 1,
    value: { kind: 'number', from: 1, to: 100, whole: true },
    default: 1,
  },
  on_conflict: {
    describe: 'What happens to one more.',
    example: 'queue',
    value: { kind: 'choice', of: ['queue', 'skip', 'cancel_running'] },
    default: 'skip',
  },
});

/** `outcome`. */
export const outcomeKeys = defineKeys({
  metric: {
    describe: 'The feature that is to change.',
    example: 'cpa',
    value: { kind: 'text' },
    required: true,
  },
  direction: {
    describe: 'Which way is better.',
    example: 'decrease',
    value: { kind: 'choice', of: ['increase', 'decrease'] },
    required: true,
  },
  window: {
    describe: 'How long after the change it is measured.',
    example: '7d',
    value: { kind: 'duration', from: 3_600, to: 90 * 86_400 },
    required: true,
  },
  minimum_effect: {
    describe: 'The smallest change that counts, in per cent.',
    example: '5%',
    value: { kind: 'one_of', of: [{ kind: 'number', from: 0, to: 1_000 }, { kind: 'percentage' }] },
    default: 0,
  },
});
