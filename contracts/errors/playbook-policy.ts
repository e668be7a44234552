import { defineErrors } from './define.ts';

/** Mistakes in schedules, durations, guardrails and approvals. One code for each kind of mistake. */
export const playbookPolicyErrors = defineErrors({
  PLAYBOOK_CRON_INVALID: {
    status: 422,
    retryable: false,
    title: 'This is not a cron expression',
    meaning: 'A schedule has five fields: minute, hour, day of the month, month, day of the week.',
    fix: "Write it as `'0 9 * * 1-5'`.",
  },
  PLAYBOOK_TIMEZONE_INVALID: {
    status: 422,
    retryable: false,
    title: 'This is not a time zone',
    meaning: 'Schedules use IANA names, because offsets know no daylight-saving time.',
    fix: 'Write it as `Europe/Berlin`.',
  },
  PLAYBOOK_DURATION_INVALID: {
    status: 422,
    retryable: false,
    title: 'This is not a duration',
    meaning:
      'A duration is a number with a unit: s, m, h, d or w. A bare number is refused, because its unit would be a guess.',
    fix: 'Write it as `90s`, `10m`, `24h`, `3d` or `2w`.',
  },
  PLAYBOOK_GUARDRAIL_UNIT: {
    status: 422,
    retryable: false,
    title: 'A percentage looks like a ratio',
    meaning: '`max_budget_change_pct: 0.25` means a quarter of one percent.',
    fix: 'Write 25 for 25 %.',
  },
  PLAYBOOK_WRITE_UNGUARDED: {
    status: 422,
    retryable: false,
    title: 'A change of money has no guardrail and no approval',
    meaning: 'The step changes an ad platform, but nothing in the playbook limits it or says who is asked.',
    fix: 'Add `guardrails`, or an `approval`.',
  },
  PLAYBOOK_APPROVAL_TIMEOUT_OUTCOME: {
    status: 422,
    retryable: false,
    title: 'The approval does not say what silence means',
    meaning: 'A gate must say what happens when nobody decides in time; it is never a yes.',
    fix: 'Add `on_timeout: reject`, `escalate` or `cancel`.',
  },
  PLAYBOOK_ROLE_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There is no such role',
    meaning: 'Approvers are roles of the tenant or e-mail addresses of users.',
    fix: 'Use one of the roles listed as expected.',
  },
  PLAYBOOK_QUORUM_IMPOSSIBLE: {
    status: 422,
    retryable: false,
    title: 'The quorum can never be reached',
    meaning: 'More people must agree than may decide.',
    fix: 'Lower the quorum, or name more people.',
  },
  PLAYBOOK_GROUP_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There is no such approver group',
    meaning: 'The playbook asks a group that does not exist, so nobody in it could answer.',
    fix: 'Use one of the groups listed as expected, or make the group first.',
  },
  PLAYBOOK_GROUP_EMPTY: {
    status: 422,
    retryable: false,
    title: 'Nobody is in the approver group',
    meaning: 'The group exists, but has no members; a question to it alone could only run out of time.',
    fix: 'Put somebody into the group, or name a role or a user as well.',
  },
  PLAYBOOK_ESCALATION_TOO_LATE: {
    status: 422,
    retryable: false,
    title: 'An escalation comes when the approval has ended',
    meaning: 'Its waits together are as long as the timeout of the approval, so these people would never be asked.',
    fix: 'Make `after` shorter, or the `timeout` longer.',
  },
  PLAYBOOK_EVENT_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There may be no such event',
    meaning:
      'The name nearly is that of an event which exists, but not quite; the playbook would wait for something that never comes.',
    fix: 'Use the name that is suggested, or another one if it really is an event of your own.',
  },
  PLAYBOOK_PLATFORM_CANNOT: {
    status: 422,
    retryable: false,
    title: 'An ad platform cannot do what a step asks',
    meaning:
      'The action needs something that a platform does not have. Where the playbook names its platforms this is an error; where it does not, it is a warning, because the campaigns of the others are well.',
    fix: 'Take the platform out of `platforms`, or use an action that it has. Without `platforms`, name those that can.',
  },
  PLAYBOOK_INPUT_UNFILLED: {
    status: 422,
    retryable: false,
    title: 'Nobody fills a required input',
    meaning:
      'The playbook starts by itself, and then only the id of the entity in scope is known; a required input without a default would make every start fail.',
    fix: 'Give the input a default, or make it `required: false` and guard its use with `has(inputs.x)`.',
  },
});
