import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import type { JsonObject, JsonValue } from '../../../contracts/canonical-json.ts';
import { finalStatuses } from '../../../contracts/execution.ts';
import { askingPlan, asksForEverything } from '../../../contracts/plan/asking-plan.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import type { ExecutionRow } from '../../../db/queries/executions-list.ts';
import { readStartInput, readStepResults, type StepResultRow } from '../../../db/queries/reruns.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import type { StartRequest, TakenOver } from '../start-execution.ts';
import { checkSkips } from './check-skip.ts';
import { type Flow, flowFrom, impossible } from './flow.ts';
import { gatherResults, type KeptEffect } from './gather-results.ts';
import { holdToResults, planForRerun } from './plan-for-rerun.ts';

/** What somebody wants run again. `inputs` replace those of the same name; `skip` gives values for steps instead. */
export type RerunRequest = {
  readonly from_step: string;
  readonly inputs: JsonObject;
  readonly skip: Readonly<Record<string, JsonValue>>;
  readonly version: 'same' | 'latest';
};

/** A step with an effect outside that is done (again), and how. */
export type RepeatedEffect = { readonly step_id: string; readonly effect: string; readonly note: string };

/** Everything that a re-run is started with, and what it will and will not do. */
export type PreparedRerun = {
  readonly start: Pick<StartRequest, 'playbook' | 'inputs' | 'mode' | 'undo_of' | 'entity'> & {
    readonly rerun: Omit<TakenOver, 'reason'>;
  };
  readonly reused_steps: readonly string[];
  readonly will_not_repeat: readonly KeptEffect[];
  readonly will_do: readonly RepeatedEffect[];
};

/** Results travel in one payload; more than this belongs into a run from an earlier step. */
const mostResultBytes = 4 * 1024 * 1024;

/**
 * Prepares a new execution that goes on where another one ended: same plan (or the newest), same mode, entity and
 * `context`, with the results of everything finished before `from_step`. Writes nothing.
 * Throws RERUN_NOT_POSSIBLE naming the step that is in the way, or REQUEST_INVALID for a skip value that does not fit.
 */
export async function prepareRerun(
  tx: TenantTransaction,
  execution: ExecutionRow,
  request: RerunRequest,
  actions: readonly ActionDefinition[],
): Promise<PreparedRerun> {
  const { from_step, version } = request;
  if (!finalStatuses.includes(execution.status))
    throw impossible(`The execution is still ${execution.status}: wait for its end, or cancel it.`, from_step);
  const ran = await planForRerun(tx, execution, 'same');
  const playbook = version === 'same' ? ran : await planForRerun(tx, execution, version);
  const flow = flowFrom(ran.plan.steps, from_step);
  const rows = await readStepResults(tx, execution.execution_id);
  refuseUnreached(flow, rows, from_step);
  const edited = Object.keys(request.inputs).length > 0;
  if (edited) refuseEditedLoops(flow, rows);
  const { results, kept } = await gatherResults(tx, flow, rows, {
    keep_approvals: !edited && playbook.digest === ran.digest,
    live: execution.mode === 'live',
    couldGive: (action_id, output) =>
      output !== undefined &&
      actions.find((each) => actionId(each) === action_id)?.output.safeParse(output).success === true,
  });
  const next = playbook === ran ? flow : flowFrom(playbook.plan.steps, from_step);
  if (next !== flow) holdToResults(flow, next, Object.keys(results));
  const all = { ...results, ...checkSkips(next, request.skip, actions) };
  refuseTooLarge(all);
  const asks = await restsOnGivenValues(tx, execution, request.skip);
  const { execution_id: of, context, requested_by, entity_type: type, entity_id: id, entity_name } = execution;
  // Where no input says what it is about, a trigger did.
  const told = typeof execution.inputs.campaign_id !== 'string' && type !== null && id !== null;
  return {
    start: {
      playbook: asks ? { ...playbook, plan: askingPlan(playbook.plan) } : playbook,
      ...(told ? { entity: { type, id, name: entity_name ?? id } } : {}),
      inputs: { ...execution.inputs, ...request.inputs },
      ...{ mode: execution.mode, undo_of: execution.undo_of },
      rerun: { of, from_step, context, campaign_id: execution.campaign_id, requested_by, results: all },
    },
    reused_steps: Object.keys(results).filter((key) => !/[?#]$/.test(key)),
    will_not_repeat: kept,
    will_do: [...next.steps.values()].flatMap((step) => effectsOf(step, next, request.skip)),
  };
}

/**
 * Whether a live execution rests on values that a person gave instead of running steps, now or in an earlier re-run that it
 * goes on from. Rules that let changes through judge what was measured, so then every write asks.
 */
async function restsOnGivenValues(
  tx: TenantTransaction,
  { execution_id, mode, rerun_of }: ExecutionRow,
  skip: RerunRequest['skip'],
): Promise<boolean> {
  if (mode !== 'live') return false;
  if (Object.keys(skip).length > 0) return true;
  if (rerun_of === null) return false;
  const earlier = await readStartInput(tx, execution_id);
  return earlier === null || asksForEverything(earlier.plan);
}

/** A step that was never begun has steps before it that were not finished: what they would give is not known. */
function refuseUnreached(flow: Flow, rows: readonly StepResultRow[], from_step: string): void {
  const inside = new Set([
    from_step,
    ...[...flow.holders].filter(([, h]) => h.some((each) => each.id === from_step)).map(([id]) => id),
  ]);
  if (rows.some((row) => inside.has(row.step_id)) || flow.steps.keys().next().value === from_step) return;
  throw impossible(`The execution never came to ${from_step}: run again from a step that it reached.`, from_step);
}

/** Loops are walked again over their results by number: with other inputs, number 3 may be another item. */
function refuseEditedLoops(flow: Flow, rows: readonly StepResultRow[]): void {
  for (const step of flow.steps.values()) {
    const loop = step.kind === 'for_each' || step.kind === 'repeat';
    if (!loop || flow.place.get(step.id) === 'again') continue;
    const inside = (row: StepResultRow) => flow.holders.get(row.step_id)?.includes(step) === true;
    if (rows.some(inside))
      throw impossible(
        `With other inputs ${step.id} may loop over other things: run again from it or before.`,
        step.id,
      );
  }
}

function refuseTooLarge(results: JsonObject): void {
  const sizes = Object.entries(results).map(([key, value]) => ({ key, bytes: JSON.stringify(value).length }));
  const total = sizes.reduce((sum, each) => sum + each.bytes, 0);
  if (total <= mostResultBytes) return;
  const largest = sizes.sort((left, right) => right.bytes - left.bytes)[0]?.key ?? '';
  const step_id = largest.slice(0, largest.lastIndexOf('/'));
  throw impossible(
    `The results to reuse have ${total} bytes; ${mostResultBytes} are possible. The largest is ${step_id}’s.`,
    step_id,
  );
}

function effectsOf(step: Step, flow: Flow, skip: RerunRequest['skip']): readonly RepeatedEffect[] {
  if (flow.place.get(step.id) !== 'again' || Object.keys(skip).includes(step.id)) return [];
  const effect = step.kind === 'action' ? step.effect : step.kind;
  switch (effect) {
    case 'write':
      return [{ step_id: step.id, effect, note: 'plans against the live state as it is then, and asks again' }];
    case 'notify':
      return [{ step_id: step.id, effect, note: 'people are told again' }];
    case 'playbook':
      return [{ step_id: step.id, effect, note: 'starts a new child execution' }];
    case 'approval':
      return [{ step_id: step.id, effect, note: 'people are asked again' }];
    default:
      return [];
  }
}
