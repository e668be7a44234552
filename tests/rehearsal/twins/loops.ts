import { sleep } from '@temporalio/workflow';
import type { ExecutionInput } from '../../../contracts/execution.ts';
import { echo, noop } from './by-hand.ts';

/** Doubles until it is large enough, with a step that is left out in one round. */
export async function twin_loop(input: ExecutionInput): Promise<number> {
  let x = 1;
  for (let round = 0; x < 100; round += 1) {
    const twice = await echo(input, 'twice', x * 2, String(round));
    x = typeof twice === 'number' ? twice : x;
    if (round !== 2) await noop(input, 'seen', String(round));
  }
  return x;
}

/** Items in turn, branches, a failure that is caught, something tidied up, a pause. */
export async function twin_mixed(input: ExecutionInput): Promise<unknown> {
  const all = [];
  for (const [index, item] of [1, 2, 3].entries()) {
    let value = 0;
    for (let round = 0; round < 2; round += 1) {
      const given = await echo(input, 'e', item + round, `${index}.${round}`);
      value = typeof given === 'number' ? given : 0;
    }
    if (value > 2) await noop(input, 'large', String(index));
    all.push(value);
  }
  try {
    await echo(input, 'good', 1);
    throw new Error('no');
  } catch {
    await noop(input, 'caught');
  } finally {
    await noop(input, 'tidied');
  }
  await Promise.all([noop(input, 'left'), noop(input, 'right')]);
  await sleep(50);
  return all;
}
