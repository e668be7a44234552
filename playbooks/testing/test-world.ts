import type { ActionDefinition } from '../../contracts/action.ts';
import type {
  ActionCall,
  OpenApprovalCall,
  OpenChildCall,
  SettleApprovalCall,
} from '../../contracts/activity-envelope.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { describeError, type ErrorCode, isErrorCode } from '../../contracts/errors/index.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { checkInputs } from '../../contracts/plan/check-inputs.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { Director, Script, StageAnswer, StageCall } from '../../worker/stage/script.ts';
import { answerWrite } from './answer-write.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { CaseStopped, createMockShelf } from './mock-shelf.ts';
import { type Cast, idOf } from './personas.ts';
import { createQuestions, type Questions } from './questions.ts';
import type { TestCase } from './test-file.ts';
import { noteReport, type Trace } from './trace.ts';

/** What a tested execution meets. */
export type TestWorld = {
  readonly script: Script;
  readonly trace: Trace;
  readonly ledger: Ledger;
  readonly questions: Questions;
};

/** What the world of a case is made of. `plans` finds the playbooks that a `playbook` step may start. */
export type TestWorldParts = {
  readonly test: TestCase;
  readonly input: ExecutionInput;
  readonly cast: Cast;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly plans: (playbook_id: string) => Plan | null;
};

/**
 * The world around one tested execution: actions are answered by mocks, changes go into a ledger, people are played by the
 * decisions of the case. Throws a CaseStopped when the test does not say what an action gives.
 */
export function createTestWorld(parts: TestWorldParts): TestWorld {
  const { test, input, cast, actions } = parts;
  const trace: Trace = { seen: [], children: [], finished: null };
  const ledger = createLedger();
  const shelf = createMockShelf(test, actions);
  const questions = createQuestions(test, cast, trace, input.execution_id);

  const act = (call: ActionCall, action: string): StageAnswer => {
    const { step_id, execution_id, idempotency_key } = call.origin;
    (execution_id === input.execution_id ? trace.seen : trace.children).push({
      ...{ kind: 'call', step: step_id, action, phase: call.phase, params: call.params, work: idempotency_key },
    });
    if (action === 'AdPlatformAgent.undo_execution' && !shelf.has(call, action)) return answerWrite.undo(call, ledger);
    const { answer, mock } = shelf.take(call, action);
    const after_ms = mock.takes_seconds * 1000;
    if (answer.kind === 'never') return { kind: 'silence' };
    if (answer.kind === 'fails') return { ...failed(answer.code, answer.message), details: answer.details, after_ms };
    if (answer.kind === 'returns') return { ...given({ output: answer.value }), after_ms };
    const definition = actions.get(action);
    if (definition === undefined) throw new CaseStopped(mock.line, `There is no action ${action}.`);
    const written = answerWrite.of(call, definition, answer, mock, ledger);
    return written.kind === 'silence' ? written : { ...written, after_ms };
  };

  const answer = (raw: StageCall, director: Director): StageAnswer => {
    const argument = JSON.stringify(raw.args[0] ?? null);
    switch (raw.activity_type) {
      case 'journal.open_approval': {
        const call: OpenApprovalCall = JSON.parse(argument);
        return questions.ask(call, raw.workflow_id, director);
      }
      case 'journal.settle_approval': {
        const call: SettleApprovalCall = JSON.parse(argument);
        questions.settle(call);
        return given(null);
      }
      case 'journal.open_child':
        return openChild(JSON.parse(argument), input, parts.plans);
      default:
        return raw.activity_type.startsWith('journal.') ? given(null) : act(JSON.parse(argument), raw.activity_type);
    }
  };
  const report: Script['report'] = ({ sink, args }) => noteReport(trace, sink, args[0], input.execution_id);
  return { script: { answer, report }, trace, ledger, questions };
}

/** A child runs for real, on its own plan, with the mocks of the same case. */
function openChild(call: OpenChildCall, parent: ExecutionInput, plans: TestWorldParts['plans']): StageAnswer {
  const plan = plans(call.playbook_id);
  if (plan === null) return failed('PLAYBOOK_NOT_FOUND', `There is no playbook ${call.playbook_id} beside this one.`);
  const execution_id = idOf(call.origin.idempotency_key);
  const { step_id } = call.origin;
  const child: ExecutionInput = {
    ...parent,
    execution_id,
    plan,
    inputs: checkInputs(plan.inputs, call.inputs),
    parent: { execution_id: call.origin.execution_id, step_id, depth: call.depth },
  };
  return given(JSON.parse(JSON.stringify({ input: child, workflow_id: `child-${execution_id}` })));
}

function given(value: JsonValue): Extract<StageAnswer, { kind: 'value' }> {
  return { kind: 'value', value };
}

/** A failure as the worker reports it: whether it is tried again follows the closed list. */
export function failed(code: string, message: string): Extract<StageAnswer, { kind: 'failure' }> {
  const known: ErrorCode = isErrorCode(code) ? code : 'INTERNAL';
  return { kind: 'failure', code, message, retryable: describeError(known).retryable };
}
