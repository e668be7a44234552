import { scheduleActivity } from '@temporalio/workflow';

export { runPlaybook as default } from '../../workflows/run-playbook.ts';

/** The twin of a linear playbook, as one would write it by hand: the same activity, the same argument, one after the other. */
export async function linear_twin(
  calls: readonly { readonly action_id: string; readonly call: object }[],
): Promise<readonly unknown[]> {
  const outputs: unknown[] = [];
  for (const { action_id, call } of calls) {
    outputs.push(await scheduleActivity(action_id, [call], { startToCloseTimeout: 10_000, summary: action_id }));
  }
  return outputs;
}
