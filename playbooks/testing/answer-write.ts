import type { ActionDefinition } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { StageAnswer } from '../../worker/stage/script.ts';
import { type Ledger, plannedOf } from './ledger.ts';
import { CaseStopped } from './mock-shelf.ts';
import type { Answer, Mock } from './test-file.ts';

const undoing = { agent: 'AdPlatformAgent', action: 'undo_execution' };

/** How a write is answered in both of its phases: from the ledger, and into it. */
export const answerWrite = {
  of(
    call: ActionCall,
    definition: ActionDefinition,
    answer: Extract<Answer, { kind: 'changes' }>,
    mock: Mock,
    ledger: Ledger,
  ): StageAnswer {
    if (call.phase === 'apply') return applied(call, () => ledger.apply(call.change_set));
    const planned = ledger.plan(call, definition, answer);
    if (!('missing' in planned)) return output(planned);
    const message = `The mock of ${definition.agent}.${definition.action} gives no state before: \`${planned.missing}\` is changed.`;
    throw new CaseStopped(mock.line, message, `before: { ${planned.missing}: … }`);
  },
  /** Taking back what the execution applied needs no mock: the ledger knows it. */
  undo(call: ActionCall, ledger: Ledger): StageAnswer {
    if (call.phase === 'apply') return applied(call, () => ledger.takeBack());
    const change_set = ledger.inverse();
    if (change_set !== null) return output(plannedOf(call, undoing, change_set));
    const details = { standing: [] };
    return {
      ...{ kind: 'failure', code: 'EXECUTION_NOT_UNDOABLE', message: 'Nothing stands.', retryable: false, details },
    };
  },
};

function applied(call: Extract<ActionCall, { phase: 'apply' }>, put: () => void): StageAnswer {
  put();
  return output({ applied: true, change_set: call.change_set, change_set_id: null, receipts: [] });
}

function output(value: object): StageAnswer {
  return { kind: 'value', value: JSON.parse(JSON.stringify({ output: value })) };
}
