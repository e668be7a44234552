import type { ActionStep, Plan, Template } from '../../contracts/plan/index.ts';
import { sayLength, sayTemplate } from '../wording/index.ts';
import { sayApproval } from './explain-policies.ts';

/** Values by name after some words; nothing at all when there are none. */
export function sayValues(words: string, values: Readonly<Record<string, Template>>): string {
  const said = Object.entries(values).map(([name, value]) => `${name} = ${sayTemplate(value)}`);
  return said.length === 0 ? '' : `${words}${said.join(', ')}`;
}

const effects = {
  read: 'It reads and changes nothing',
  propose: 'It writes only our own records',
  write: 'It changes the ad platform: planned, checked against the guardrails, applied once, read back',
  notify: 'It tells people',
} as const;

const afterFailure = {
  fail: '',
  continue: '; a failure does not end the execution',
  compensate: '; a failure takes back everything that this execution changed, newest first, and ends it',
} as const;

/** What an action is called with, what it does to the world, how long and how often it is tried, and who is asked. */
export function sayAction(step: ActionStep, plan: Plan): readonly string[] {
  const output = step.output === null ? '' : `, gives ${step.output}`;
  const { max_attempts } = step.retry;
  const tries = max_attempts === 1 ? 'one attempt' : `up to ${max_attempts} attempts`;
  const lines = [
    `Calls ${step.action_id}${sayValues(' with ', step.params)}${output}.`,
    `${effects[step.effect]}; ${tries} of ${sayLength(step.timeout_seconds)}${afterFailure[step.on_error]}.`,
  ];
  if (step.effect !== 'write' || plan.guardrails.autonomy === 'shadow' || step.approval === null) return lines;
  return [...lines, 'This step always asks.', ...sayApproval(step.approval)];
}
