/**
 * What goes into the worker's bundle. The default export answers to every workflow type without an export of its own,
 * which is how a playbook's id can be a workflow type.
 */
export { deliver_approval } from './deliver-approval.ts';
export { runPlaybook as default } from './run-playbook.ts';
export { track_outcome } from './track-outcome.ts';
export { watch_triggers } from './watch-triggers.ts';
