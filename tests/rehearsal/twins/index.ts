/** The bundle of the twins: the interpreter beside the workflows that do the same by hand. */

export { runPlaybook as default } from '../../../workflows/run-playbook.ts';
export { twin_approval_in_branch } from './approval.ts';
export { twin_for_each, twin_linear, twin_parallel, twin_switch } from './by-hand.ts';
export { twin_loop, twin_mixed } from './loops.ts';
