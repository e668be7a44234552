import { createHash } from 'node:crypto';
import { undoExecution } from '../../activities/ad-platforms/actions/undo-execution/undo-execution.action.ts';
import { type BoundHandler, bindWrite } from '../../contracts/action-handler.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { ChangeSet } from '../../contracts/change-set.ts';
import { CodedError, type ErrorCode } from '../../contracts/errors/index.ts';
import { changeSetOf, quietFacts } from './change-sets.ts';

/** What of a stage an undo needs: the live value, and what was written to it under which execution, the oldest first. */
export type Undoable = {
  live_budget_minor: number;
  readonly applied: number[];
  readonly calls: string[];
  readonly written: Map<string, { readonly before: number; readonly after: number }[]>;
  /** Somebody else changes the budget this many times, each time right before something is applied. */
  meddling: number;
  /** With what the next ways back are refused, one after the other; a pause is called `p1`. */
  readonly refuses_back: ErrorCode[];
};

/** The product's undo action over the small stage: from the newest value back to the oldest, unless it has changed since. */
export function createUndoHandler(stage: Undoable): BoundHandler {
  return bindWrite({
    definition: undoExecution,
    plan: async (params, { origin }) => {
      const written = stage.written.get(params.execution_id) ?? [];
      const [oldest, newest] = [written[0], written.at(-1)];
      stage.calls.push(`undo ${written.map(({ after }) => after).join(',')}`);
      const refusal = (standing: readonly object[]) =>
        new CodedError('EXECUTION_NOT_UNDOABLE', 'Nothing that could be taken back.', { standing });
      if (oldest === undefined || newest === undefined) throw refusal([]);
      if (newest.after !== stage.live_budget_minor) throw refusal([{ entity_id: 'c123', written: newest.after }]);
      const change_set = changeSetOf(newest.after, oldest.before, origin.campaign_id ?? 'c1');
      return { change_set, plan_digest: digestOf(change_set), facts: quietFacts, changes_anything: true };
    },
    apply: async ({ params, change_set, grant }) => {
      stage.calls.push(`undone by ${grant.kind === 'policy' ? grant.rule : 'an approval'}`);
      const refusal = stage.refuses_back.shift();
      if (refusal !== undefined) throw new CodedError(refusal, 'Refused before anything is sent.', { pause_id: 'p1' });
      if (stage.meddling > 0) {
        stage.meddling -= 1;
        stage.live_budget_minor += 1;
      }
      const [change] = change_set.changes;
      if (change?.before !== stage.live_budget_minor || typeof change.after !== 'number') {
        throw new CodedError('PLATFORM_DRIFT', 'Somebody changed the budget in between.');
      }
      stage.live_budget_minor = change.after;
      stage.applied.push(change.after);
      stage.written.delete(String(params.execution_id));
      return { applied: true, change_set, change_set_id: null, receipts: [] };
    },
  });
}

function digestOf(change_set: ChangeSet): string {
  return createHash('sha256').update(canonicalJson(change_set)).digest('hex');
}
