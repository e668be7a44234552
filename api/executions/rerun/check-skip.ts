import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import type { JsonObject, JsonValue } from '../../../contracts/canonical-json.ts';
import { appliedChangeSchema } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import { type Flow, impossible } from './flow.ts';
import { loopsAround } from './rounds.ts';

/**
 * Turns values that somebody gives instead of running steps into results. A step in a loop is named with its round
 * (`notify/3`). Throws RERUN_NOT_POSSIBLE for a step that is not run again, for a gate (a yes is given by deciding), and
 * for steps that hold others; REQUEST_INVALID when the value does not fit what the step gives.
 */
export function checkSkips(
  flow: Flow,
  skip: Readonly<Record<string, JsonValue>>,
  actions: readonly ActionDefinition[],
): JsonObject {
  const results: Record<string, JsonValue> = {};
  for (const [named, value] of Object.entries(skip)) {
    const [step_id = '', iteration = ''] = named.split('/');
    const step = flow.steps.get(step_id);
    if (step === undefined) throw impossible(`The playbook has no step ${step_id}.`, step_id);
    if (flow.place.get(step_id) !== 'again')
      throw impossible(`${step_id} is not run again, so it cannot be skipped: choose it as from_step.`, step_id);
    const loops = loopsAround(flow, step_id).length;
    if ((iteration === '' ? 0 : iteration.split('.').length) !== loops)
      throw impossible(`${step_id} is inside ${loops} loops: name its round, such as ${step_id}/0.`, step_id);
    checkValue(step, value, actions);
    results[`${step_id}/${iteration}`] = value;
    if (step.condition !== null) results[`${step_id}/${iteration}?`] = true;
  }
  return results;
}

function checkValue(step: Step, value: JsonValue, actions: readonly ActionDefinition[]): void {
  switch (step.kind) {
    case 'action': {
      const definition = actions.find((each) => actionId(each) === step.action_id);
      if (step.effect === 'write' && appliedChangeSchema.safeParse(value).data?.applied !== false)
        throw misfit(step.id, 'A write that is skipped changes nothing: `applied` must be false.');
      const parsed = definition?.output.safeParse(value);
      if (parsed?.success === true || (value === null && step.on_error === 'continue')) return;
      const [issue] = parsed?.error?.issues ?? [];
      throw misfit(step.id, `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'There is no such action.'}`.trim());
    }
    case 'wait':
      return;
    case 'set': {
      const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
      if (Object.keys(step.values).every((name) => names.includes(name))) return;
      throw misfit(step.id, `It must name ${Object.keys(step.values).join(', ')}.`);
    }
    case 'approval':
      throw impossible(`${step.id} asks people; a yes is given by deciding, not by skipping.`, step.id);
    default:
      throw impossible(`${step.id} holds other steps or ends the execution: skip the steps inside it.`, step.id);
  }
}

function misfit(step_id: string, why: string): CodedError {
  const detail = `The value for ${step_id} does not fit what the step gives. ${why}`;
  return new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: `/body/skip/${step_id}`, detail: why }] });
}
