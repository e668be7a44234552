import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError, type ErrorCode } from '../../contracts/errors/index.ts';
import type { UndoPreview, UndoSelector } from '../../contracts/undo.ts';
import { deriveId } from '../../db/derive-id.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';
import { readUndoable } from '../../db/queries/undo-selection.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import { linksOf } from '../executions/links.ts';
import { startExecution } from '../executions/start-execution.ts';
import type { CallerPart } from '../operation/operation.ts';
import { readUndoPreview, selectionOrRefuse } from './read-preview.ts';

const undoPlaybook = 'undo-changes';

/** What somebody wants taken back. */
export type UndoWish = {
  readonly selector: UndoSelector;
  readonly reason: string | null;
  /** The caller’s key, from which the id of the execution follows. */
  readonly key: string | undefined;
  /** What to refuse with when nothing can go back. */
  readonly refusal: Extract<ErrorCode, 'CHANGES_NOT_UNDOABLE' | 'EXECUTION_NOT_UNDOABLE'>;
};

/**
 * Starts the playbook that takes changes back, whichever way they are named: an undo is an execution of its own, which plans
 * against the live platforms and asks people by its own rules. It is refused at once only where our own records already show
 * that nothing can go back. Throws EXECUTION_NOT_FOUND, RECEIPT_NOT_FOUND, PLAYBOOK_NOT_FOUND and what the wish refuses with.
 */
export async function startUndo(deps: Pick<ApiDependencies, 'relay' | 'settings'>, caller: CallerPart, wish: UndoWish) {
  const { selector, reason, key, refusal } = wish;
  const { tenant_id, user_id } = caller.principal;
  const prepared = await caller.inTenant(async (tx) => {
    await refuseUnknown(tx, selector);
    const preview = await readUndoPreview(tx, selector);
    if (preview.goes_back.length === 0) throw nothingLeft(refusal, preview);
    const playbook = await findPlaybook(tx, undoPlaybook);
    if (playbook === null)
      throw new CodedError('PLAYBOOK_NOT_FOUND', `The playbook ${undoPlaybook} is not deployed.`, {});
    return { inputs: inputsOf({ ...selector, reason }, playbook.plan.inputs), entity: onlyCampaign(preview) };
  });
  const { inputs, entity } = prepared;
  const undo_of = selector.execution_id ?? null;
  const started = await startExecution(deps, caller, {
    execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
    ...{ playbook: undoPlaybook, inputs, mode: 'live' as const, undo_of },
    ...(entity === null ? {} : { entity }),
  });
  const { execution_id, status, workflow_id, playbook_id } = started;
  const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
  return { execution_id, status, workflow_id, playbook_id, undo_of, _links };
}

/** Throws EXECUTION_NOT_FOUND or RECEIPT_NOT_FOUND for a selector whose execution or change the tenant does not have. */
export async function refuseUnknown(tx: TenantTransaction, selector: UndoSelector): Promise<void> {
  const selection = selectionOrRefuse(selector);
  if (selection.kind === 'execution' && (await findExecution(tx, selection.execution_id)) === null)
    throw new CodedError('EXECUTION_NOT_FOUND', `There is no execution ${selection.execution_id}.`);
  if (selection.kind !== 'change') return;
  const { receipt_id } = selection;
  const found = await readUndoable(tx, selection, { except_execution_id: null, limit: 1 });
  if (found.length === 0)
    throw new CodedError('RECEIPT_NOT_FOUND', `There is no receipt ${receipt_id}.`, { receipt_id });
}

function nothingLeft(code: UndoWish['refusal'], { stays }: UndoPreview): CodedError {
  const [first] = stays;
  const reason = first?.explanation ?? 'Nothing was applied that could be taken back.';
  const told = stays.map(({ entity_id, field, reason: why, explanation }) => ({
    entity_id,
    field,
    reason: why,
    explanation,
  }));
  return new CodedError(code, reason, { stays: told });
}

/** Gives the playbook what it declares of what is known here, and nothing that is not. */
function inputsOf(known: UndoSelector & { readonly reason: string | null }, declared: object): JsonObject {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value == null || !(name in declared) ? [] : [[name, value]])),
  );
}

/** An undo within one campaign is about that campaign; over several it is about none. */
function onlyCampaign({ goes_back }: UndoPreview) {
  const [first, ...others] = goes_back;
  if (first === undefined || others.some((each) => each.campaign_id !== first.campaign_id)) return null;
  return { type: 'campaign', id: first.campaign_id, name: first.campaign_name };
}
