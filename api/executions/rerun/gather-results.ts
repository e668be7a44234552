import { z } from 'zod';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { appliedChangeSchema, plannedChangeSchema } from '../../../contracts/change-set.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import { listApprovers, type StepResultRow, undoneChangeSets } from '../../../db/queries/reruns.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { type Flow, impossible } from './flow.ts';
import { finishedRounds, isDone } from './rounds.ts';

/** Something with an effect outside that an earlier execution did and the new one will not do again. */
export type KeptEffect = {
  readonly step_id: string;
  readonly iteration: string;
  readonly effect: 'write' | 'notify' | 'propose' | 'approval' | 'playbook';
  readonly summary: string;
};

/** Results by the keys under which the interpreter looks for them, and what they spare it. */
export type Gathered = { readonly results: Record<string, JsonValue>; readonly kept: readonly KeptEffect[] };

/** What may change the meaning of earlier results. */
export type GatherRules = {
  /** False when the inputs or the plan are not those that people said yes to: gates of their own are asked again. */
  readonly keep_approvals: boolean;
  /** Live executions asked and wrote; others only planned. */
  readonly live: boolean;
  /** Whether an action, as this version knows it, could have given this. */
  readonly couldGive: (action_id: string, output: JsonValue) => boolean;
};

/**
 * Gathers what the finished steps before a step gave, from the records. Structures (loops, branches, tries) are walked
 * again over the results of what is inside them, so only a choice of a `switch` or of `parallel: any` is kept of them.
 * Throws RERUN_NOT_POSSIBLE naming the step when a failure was caught inside a `try`, when an applied change was undone
 * since, or when a result is not in the records.
 */
export async function gatherResults(
  tx: TenantTransaction,
  flow: Flow,
  rows: readonly StepResultRow[],
  rules: GatherRules,
): Promise<Gathered> {
  const inFinishedRound = finishedRounds(flow, rows);
  const results: Record<string, JsonValue> = {};
  const kept: KeptEffect[] = [];
  for (const row of rows) {
    const step = flow.steps.get(row.step_id);
    if (step === undefined) continue;
    const place = flow.place.get(step.id);
    if (place === 'again' && !inFinishedRound(row)) continue;
    if (place === 'before') refuseCaught(flow, row, step);
    const found = await resultOf(tx, step, row, rules);
    if (found === null) continue;
    if (place === 'around' && found.suffix === '') continue;
    const key = `${step.id}/${row.iteration}`;
    results[`${key}${found.suffix}`] = found.value;
    if (step.condition !== null) results[`${key}?`] = row.status !== 'skipped';
    if (found.effect !== null)
      kept.push({ step_id: step.id, iteration: row.iteration, effect: found.effect, summary: summaryOf(row, step) });
  }
  return { results, kept };
}

type Found = { readonly value: JsonValue; readonly suffix: '' | '#'; readonly effect: KeptEffect['effect'] | null };
const gave = (value: JsonValue, effect: Found['effect'] = null): Found => ({ value, suffix: '', effect });

/** What one row says about the result of its step; null when the step must run again or its row says nothing. */
async function resultOf(
  tx: TenantTransaction,
  step: Step,
  row: StepResultRow,
  rules: GatherRules,
): Promise<Found | null> {
  if (!isDone(row, step)) return null;
  if (row.status === 'skipped' || row.status === 'failed') return gave(null);
  switch (step.kind) {
    case 'action':
      return step.effect === 'write' ? written(tx, row, rules) : acted(step, row, rules);
    case 'approval':
      return rules.keep_approvals ? approved(tx, row) : null;
    case 'playbook':
      return gave(row.output, 'playbook');
    case 'set':
      return gave(row.output);
    case 'wait':
      return gave(step.wait.kind === 'event' ? row.output : null);
    case 'switch': {
      const choice = z.object({ case: z.union([z.int(), z.literal('else')]) }).safeParse(row.output);
      if (!choice.success) return null;
      return { value: choice.data.case === 'else' ? -1 : choice.data.case, suffix: '#', effect: null };
    }
    case 'parallel': {
      const winner = z.object({ branch: z.int() }).safeParse(row.output);
      return winner.success ? { value: winner.data.branch, suffix: '#', effect: null } : null;
    }
    default:
      return null;
  }
}

/** A result that was not stored, or that no longer has the shape that later steps rely on, is none. */
function acted(step: Extract<Step, { kind: 'action' }>, row: StepResultRow, { couldGive }: GatherRules): Found {
  if (!couldGive(step.action_id, row.output))
    throw impossible(`The stored result of ${step.id} is not what ${step.action_id} gives.`, step.id);
  return gave(row.output, step.effect === 'read' || step.effect === 'write' ? null : step.effect);
}

/** A write that was applied stays applied; one that had nothing to do, or was only planned, has that as its result. */
async function written(tx: TenantTransaction, row: StepResultRow, { live }: GatherRules): Promise<Found | null> {
  const applied = appliedChangeSchema.safeParse(row.output);
  if (row.phase !== 'plan' && applied.success) {
    const { change_set_id } = applied.data;
    const undone = await undoneChangeSets(tx, change_set_id === null ? [] : [change_set_id]);
    if (undone.size > 0)
      throw impossible(`What ${row.step_id} changed has been undone since: run again from it.`, row.step_id);
    return gave(applied.data, applied.data.applied ? 'write' : null);
  }
  const planned = plannedChangeSchema.safeParse(row.output);
  if (row.phase !== 'plan' || !planned.success || (live && planned.data.changes_anything)) return null;
  return gave({ applied: false, change_set: planned.data.change_set, change_set_id: null, receipts: [] });
}

async function approved(tx: TenantTransaction, row: StepResultRow): Promise<Found | null> {
  const settled = z.object({ approval_id: z.uuid(), status: z.literal('approved') }).safeParse(row.output);
  if (settled.success) {
    const { approval_id } = settled.data;
    const approved_by = await listApprovers(tx, approval_id);
    return gave({ approved: true, approval_id, approved_by, edits: {} }, 'approval');
  }
  // A gate that an earlier re-run had taken over stands there with its result.
  const taken = z.looseObject({ approved: z.literal(true) }).safeParse(row.output);
  return taken.success ? gave(row.output, 'approval') : null;
}

/** A caught failure led the flow elsewhere; walking there again would repeat what failed. */
function refuseCaught(flow: Flow, row: StepResultRow, step: Step): void {
  if (row.status !== 'failed' || isDone(row, step)) return;
  const holder = flow.holders.get(step.id)?.find((each) => each.kind === 'try');
  if (holder === undefined) return;
  throw impossible(`${step.id} failed and ${holder.id} caught it: run again from ${holder.id} or before.`, step.id);
}

function summaryOf(row: StepResultRow, step: Step): string {
  return row.summary ?? step.name ?? step.id;
}
