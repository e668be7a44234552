import type { ActionCall, OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { Director, Play, Script, StageAnswer, StageCall } from '../../worker/stage/script.ts';

/** Monday 2026-01-05, 08:00 UTC. */
export const monday = Date.UTC(2026, 0, 5, 8);

/** The argument of the workflow as JSON, for a plan without inputs. */
export function inputOf(plan: Plan, more: Partial<ExecutionInput> = {}): JsonValue {
  const input: ExecutionInput = {
    execution_id: 'e1',
    tenant_id: 't1',
    plan,
    playbook_digest: 'd'.repeat(64),
    inputs: {},
    context: {},
    entity: { type: 'campaign', id: 'c1', name: 'Spring' },
    mode: 'live',
    requested_by: { user_id: 'asker', email: 'asker@example.com', api_key_id: null },
    excluded_user_ids: ['asker'],
    ...more,
  };
  return JSON.parse(JSON.stringify(input));
}

/** A plan as a play that begins on Monday. */
export function playOf(plan: Plan, more: Partial<Play> = {}): Play {
  return {
    workflow_id: 'w1',
    workflow_type: plan.playbook_id,
    args: [inputOf(plan)],
    starts_at_ms: monday,
    execution_timeout_ms: plan.timeout_seconds * 1000,
    ...more,
  };
}

/** A call of an action, if it is one. */
export function actionCallOf(call: StageCall): ActionCall | null {
  return call.activity_type.startsWith('journal.') ? null : JSON.parse(JSON.stringify(call.args[0]));
}

/** Answers actions with what `act` gives, and opens every approval for Ann. Each answered call is noted as `activity step`. */
export function scriptOf(
  act: (call: ActionCall, raw: StageCall) => StageAnswer,
  asked: (approval: OpenApprovalCall, director: Director) => void = () => undefined,
): Script & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    answer: (raw, director) => {
      const call = actionCallOf(raw);
      if (call !== null) {
        calls.push(
          `${call.phase} ${call.origin.step_id}${call.origin.iteration === '' ? '' : `[${call.origin.iteration}]`}`,
        );
        return act(call, raw);
      }
      if (raw.activity_type !== 'journal.open_approval') return { kind: 'value', value: null };
      const approval: OpenApprovalCall = JSON.parse(JSON.stringify(raw.args[0]));
      asked(approval, director);
      const { approval_id, quorum, expires_at_ms } = approval;
      const eligible = [{ user_id: 'ann', email: 'ann@example.com', roles: [] }];
      const frozen = { approval_id, plan_digest: 'digest', eligible, excluded_user_ids: [], quorum, editable: [] };
      return { kind: 'value', value: { ...frozen, expires_at_ms } };
    },
  };
}

/** Ann's decision as a signal. */
export function annSays(decision: 'approve' | 'reject', approval_id: string) {
  return {
    kind: 'signal' as const,
    workflow_id: 'w1',
    name: 'decide',
    args: [
      {
        ...{ decision_id: `${decision} ${approval_id}`, approval_id, plan_digest: 'digest', decision },
        ...{ actor: { user_id: 'ann', email: 'ann@example.com' }, edits: null, reason: null },
      },
    ],
  };
}

/** Gives back what `echo` was asked, and null for everything else. */
export const echoes = scriptAnswer((params) => params.value ?? null);

function scriptAnswer(value: (params: ActionCall['params']) => JsonValue) {
  return (call: ActionCall): StageAnswer => ({ kind: 'value', value: { output: value(call.params) } });
}
