/** Names of the server-sent events that mean something on the screens has changed. */
export const eventTypes = [
  'execution.started',
  'execution.status_changed',
  'execution.finished',
  'step.started',
  'step.progress',
  'step.completed',
  'step.skipped',
  'step.failed',
  'approval.requested',
  'approval.decided',
  'change.armed',
  'change.applied',
  'change.verified',
  'change.not_applied',
  'change.needs_human',
] as const;
