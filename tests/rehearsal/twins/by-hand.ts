import { scheduleActivity } from '@temporalio/workflow';
import type { ActionAnswer } from '../../../contracts/activity-envelope.ts';
import type { ExecutionInput } from '../../../contracts/execution.ts';

/** Workflows as an engineer would write them by hand for the same activities: the measure of what the interpreter costs. */

/** One action as an activity, with the options that the plans have. */
export const call = async (input: ExecutionInput, step_id: string, action_id: string, params = {}, iteration = '') => {
  const { execution_id, tenant_id, mode, requested_by, plan } = input;
  const origin = {
    ...{ execution_id, tenant_id, mode, requested_by, playbook_id: plan.playbook_id, campaign_id: null },
    ...{ step_id, iteration, idempotency_key: `${execution_id}/${step_id}/${iteration}` },
  };
  const retry = { maximumAttempts: 3, initialInterval: 20 };
  const options = { startToCloseTimeout: 10_000, retry };
  const { output } = await scheduleActivity<ActionAnswer>(action_id, [{ phase: 'run', origin, params }], options);
  return output;
};
export const noop = (input: ExecutionInput, step_id: string, iteration = '') =>
  call(input, step_id, 'RehearsalAgent.noop', {}, iteration);
export const echo = (input: ExecutionInput, step_id: string, value: number, iteration = '') =>
  call(input, step_id, 'RehearsalAgent.echo', { value }, iteration);

export async function twin_linear(input: ExecutionInput): Promise<null> {
  for (let index = 0; index < 100; index += 1) await noop(input, `s${index}`);
  return null;
}

export async function twin_switch(input: ExecutionInput): Promise<unknown> {
  const first = await echo(input, 'first', 3);
  if (typeof first === 'number' && first > 5) return echo(input, 'big', first);
  if (typeof first === 'number' && first > 1) return echo(input, 'middle', first);
  return echo(input, 'small', 0);
}

export async function twin_for_each(input: ExecutionInput): Promise<unknown> {
  const doubled = [];
  for (const [index, item] of [1, 2, 3, 4].entries()) {
    const value = await echo(input, 'd', item * 2, String(index));
    doubled.push(await echo(input, 'e', typeof value === 'number' ? value + 1 : 0, String(index)));
  }
  return doubled;
}

export async function twin_parallel(input: ExecutionInput): Promise<null> {
  const branch = async (name: string) => {
    await noop(input, `${name}1`);
    await noop(input, `${name}2`);
  };
  await Promise.all([branch('a'), branch('b'), branch('c')]);
  await noop(input, 'after');
  return null;
}
