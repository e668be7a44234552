import { createHash } from 'node:crypto';
import type { OpenApprovalCall, SettleApprovalCall } from '../../contracts/activity-envelope.ts';
import { canonicalJson, type JsonValue } from '../../contracts/canonical-json.ts';
import type { Director, StageAnswer } from '../../worker/stage/script.ts';
import { type Cast, idOf, type Persona } from './personas.ts';
import type { TestCase, TestDecision } from './test-file.ts';
import type { Trace } from './trace.ts';

/** The gates of a tested execution, and the people at them. */
export type Questions = {
  ask(call: OpenApprovalCall, workflow_id: string, director: Director): StageAnswer;
  settle(call: SettleApprovalCall): void;
  /** Decisions that did not fare as the case says, with the reason. */
  faults(): readonly { readonly line: number; readonly message: string }[];
};

/** Lets the decisions of a case come in after their gates were asked. */
export function createQuestions(test: TestCase, cast: Cast, trace: Trace, execution_id: string): Questions {
  const eligible = new Map<string, readonly Persona[]>();
  const numbers = new Map<string, string[]>();
  const sent = new Map<string, TestDecision>();
  const outcomes = new Map<string, string | null>();

  const send = (call: OpenApprovalCall, workflow_id: string, digest: string, director: Director) => {
    const { step_id, iteration } = call.origin;
    const gate = `${call.origin.execution_id}/${step_id}/${iteration}`;
    const questions = [...(numbers.get(gate) ?? []), call.approval_id];
    numbers.set(gate, questions);
    for (const [index, decision] of test.decisions.entries()) {
      if (decision.step !== step_id || decision.question !== questions.length) continue;
      const decision_id = idOf(`${call.approval_id} ${index}`);
      sent.set(decision_id, decision);
      const withdraw = decision.decision === 'withdraw';
      const args = [signalOf(decision, decision_id, call.approval_id, digest, cast.named(decision.as))];
      const name = withdraw ? 'withdraw_decision' : 'decide';
      director.after(decision.after_seconds * 1000, { kind: 'signal', workflow_id, name, args });
    }
  };

  return {
    ask: (call, workflow_id, director) => {
      const digest = call.plan_digest ?? digestOf(call);
      const before = eligible.get(call.approval_id);
      const asked = cast.asked(call.approvers, call.excluded_user_ids);
      if (before === undefined && asked.length < call.quorum) {
        const message = `${asked.length} may decide; ${call.quorum} are needed.`;
        return { kind: 'failure', code: 'APPROVAL_NOBODY_ELIGIBLE', message, retryable: false };
      }
      const people = [...new Set([...(before ?? []), ...asked])];
      eligible.set(call.approval_id, people);
      const own = call.origin.execution_id === execution_id;
      (own ? trace.seen : trace.children).push({
        ...{ kind: 'ask', step: call.origin.step_id, title: call.title, to: asked.map((each) => each.name) },
      });
      if (before === undefined) send(call, workflow_id, digest, director);
      const { approval_id, excluded_user_ids, quorum, editable, expires_at_ms } = call;
      const value: JsonValue = {
        ...{ approval_id, plan_digest: digest, excluded_user_ids, quorum, editable, expires_at_ms },
        eligible: people.map(({ user_id, email, roles }) => ({ user_id, email, roles })),
      };
      return { kind: 'value', value };
    },
    settle: ({ origin, status, decisions }) => {
      const own = origin.execution_id === execution_id;
      (own ? trace.seen : trace.children).push({ kind: 'settled', step: origin.step_id, status });
      for (const { signal, outcome } of decisions) {
        outcomes.set(signal.decision_id, outcome.accepted ? null : outcome.code);
      }
    },
    faults: () => faultsOf(test, sent, outcomes),
  };
}

function faultsOf(
  test: TestCase,
  sent: ReadonlyMap<string, TestDecision>,
  outcomes: ReadonlyMap<string, string | null>,
): { line: number; message: string }[] {
  const unsent = test.decisions.filter((each) => ![...sent.values()].includes(each));
  const faults = unsent.map(({ line, step, question }) => ({
    line,
    message: `Step ${step} never asked${question === 1 ? '' : ` a question ${question}`}, so this decision had nowhere to go.`,
  }));
  for (const [decision_id, { line, as, decision, step, counts }] of sent) {
    const refusal = outcomes.get(decision_id);
    const late = refusal === undefined;
    const what = `${as}’s ${decision} at ${step}`;
    if (counts && late) faults.push({ line, message: `${what} came when nobody was waiting for it any more.` });
    if (counts && typeof refusal === 'string') faults.push({ line, message: `${what} was not counted: ${refusal}.` });
    if (!counts && refusal === null)
      faults.push({ line, message: `${what} was counted, and the case says it must not be.` });
  }
  return faults;
}

function signalOf(
  { decision, edits, reason }: TestDecision,
  decision_id: string,
  approval_id: string,
  plan_digest: string,
  { user_id, email }: Persona,
): JsonValue {
  const actor = { user_id, email };
  if (decision === 'withdraw') return { decision_id, approval_id, actor };
  return { decision_id, approval_id, plan_digest, decision, actor, edits, reason };
}

/** A gate of its own has no plan: its digest is made over what is shown. */
function digestOf({ title, evidence }: OpenApprovalCall): string {
  return createHash('sha256').update(canonicalJson({ title, evidence })).digest('hex');
}
