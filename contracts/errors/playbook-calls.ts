import { defineErrors } from './define.ts';

/** Mistakes that show only when playbooks are looked at together, or in a circle. One code for each kind of mistake. */
export const playbookCallErrors = defineErrors({
  PLAYBOOK_CHILD_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'There is no such playbook',
    meaning: 'A step starts a playbook that does not exist.',
    fix: 'Use one of the ids listed as expected, or deploy the other playbook first.',
  },
  PLAYBOOK_CYCLE: {
    status: 422,
    retryable: false,
    title: 'Playbooks lead back to themselves',
    meaning: 'A playbook starts another one that, directly or by others, starts the first again; it would never end.',
    fix: 'Break the circle: `repeat` does steps again, and what both need can be a playbook of its own.',
  },
  PLAYBOOK_TRIGGER_CYCLE: {
    status: 422,
    retryable: false,
    title: 'A playbook starts itself by its own event',
    meaning: 'The event on which it starts is one that its own execution causes, with nothing in between that waits.',
    fix: 'Leave the playbook itself out in `match`, or put a `wait` in between.',
  },
  PLAYBOOK_EVENT_CYCLE: {
    status: 422,
    retryable: false,
    title: 'Playbooks start each other in a circle',
    meaning:
      'An execution causes an event that starts another playbook, which leads back to the first; at run time the chain is cut after ten executions.',
    fix: 'Leave the sender out in `match`, or put a `wait` in between; where a condition stands in between it is only a warning.',
  },
  PLAYBOOK_ID_DUPLICATE: {
    status: 422,
    retryable: false,
    title: 'Two files have the same playbook id',
    meaning: 'The id names the playbook in Temporal and in the audit log, so each file needs its own.',
    fix: 'Give one of them another id.',
  },
});
