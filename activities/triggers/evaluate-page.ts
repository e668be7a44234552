import type { Plan } from '../../contracts/plan/index.ts';
import type { Evaluation, FiredTrigger } from '../../contracts/trigger.ts';
import type { EventScope } from '../../contracts/watch-triggers.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { enqueueOutbox } from '../../db/queries/outbox.ts';
import { holdingPauses, listPauses } from '../../db/queries/pauses.ts';
import {
  evaluationIdOf,
  findMadeEvaluations,
  firedKeyOf,
  insertEvaluations,
  type NewEvaluation,
} from '../../db/queries/trigger-evaluations.ts';
import type { TriggerSubject } from '../../db/queries/trigger-subjects.ts';
import { inputsOf } from '../../playbooks/triggers/inputs-of.ts';
import { judge } from '../../playbooks/triggers/judge.ts';

/** The version of a playbook that is asked, and on which occasion: `occasion` names it, `due_at` is its moment. */
export type Occasion = {
  readonly tenant_id: string;
  readonly playbook: { readonly playbook_id: string; readonly playbook_version_id: string; readonly plan: Plan };
  readonly source: Evaluation['source'];
  readonly occasion: string;
  readonly due_at: Date;
  readonly event: (EventScope & { readonly event_id: string }) | null;
  /** Why it may not start whatever its conditions say; null when it may. */
  readonly refusal: string | null;
};

/**
 * Judges each subject once for an occasion, in one transaction: what does not fire is stored with every value; what fires
 * goes into the outbox, and is stored when its execution is. Gives how many were judged now and how many of them fired.
 */
export async function evaluatePage(
  tx: TenantTransaction,
  asked: Occasion,
  subjects: readonly TriggerSubject[],
): Promise<{ readonly evaluated: number; readonly fired: number }> {
  const named = subjects.map((subject) => ({ subject, evaluation_id: idOf(asked, subject) }));
  const made = await findMadeEvaluations(
    tx,
    named.map((each) => each.evaluation_id),
  );
  const fresh = named.filter((each) => !made.has(each.evaluation_id));
  const somePause = (await listPauses(tx, { limit: 1, after: null, holding: true })).rows.length > 0;
  const rows: NewEvaluation[] = [];
  let fired = 0;
  for (const { subject, evaluation_id } of fresh) {
    const pause = somePause ? await pauseOf(tx, asked, subject) : null;
    const row = evaluate(asked, subject, evaluation_id, pause);
    if (row.result !== 'fired') rows.push(row);
    else if (await fire(tx, asked, subject, row)) fired += 1;
  }
  await insertEvaluations(tx, rows);
  return { evaluated: fresh.length, fired };
}

function idOf({ tenant_id, playbook, occasion }: Occasion, { entity }: TriggerSubject): string {
  return evaluationIdOf({ tenant_id, playbook_id: playbook.playbook_id, entity, occasion });
}

async function pauseOf(tx: TenantTransaction, { playbook }: Occasion, subject: TriggerSubject): Promise<string | null> {
  const { campaign_id } = subject;
  const [pause] = await holdingPauses(tx, { campaign_id, playbook_id: playbook.playbook_id });
  if (pause === undefined) return null;
  const { scope, scope_id, paused_by_email, paused_at, reason } = pause;
  const what = scope === 'tenant' ? 'everything' : `the ${scope} ${scope_id}`;
  return `${what} was paused by ${paused_by_email} since ${paused_at.toISOString()}: ${reason}`;
}

function evaluate(
  asked: Occasion,
  { entity, context }: TriggerSubject,
  evaluation_id: string,
  pause: string | null,
): NewEvaluation {
  const { playbook, event, due_at } = asked;
  const { verdict, because, values } = judge(playbook.plan, { entity, context, event, now: due_at.toISOString() });
  const stopped = verdict === 'fires' && (asked.refusal !== null || pause !== null);
  const result = stopped ? (asked.refusal !== null ? 'failed' : 'held') : verdict === 'fires' ? 'fired' : verdict;
  return {
    ...{ evaluation_id, playbook_id: playbook.playbook_id, playbook_version_id: playbook.playbook_version_id },
    ...{ entity_type: entity?.type ?? null, entity_id: entity?.id ?? null },
    ...{ source: asked.source, event_id: event?.event_id ?? null, due_at, execution_id: null },
    result,
    because: stopped ? (asked.refusal ?? pause ?? because) : because,
    features: context,
    values: [...values],
  };
}

async function fire(
  tx: TenantTransaction,
  { playbook, source, event }: Occasion,
  { entity }: TriggerSubject,
  row: NewEvaluation,
): Promise<boolean> {
  const { due_at, evaluated_at, execution_id, ...evaluation } = row;
  const { plan } = playbook;
  const message: FiredTrigger = {
    evaluation: { ...evaluation, due_at: due_at.toISOString() },
    entity,
    inputs: inputsOf(plan, { entity, event }),
    queue: source === 'schedule' && plan.schedule?.overlap === 'queue',
  };
  const payload = JSON.parse(JSON.stringify(message));
  return enqueueOutbox(tx, { kind: 'trigger_fired', payload, dedupe_key: firedKeyOf(evaluation.evaluation_id) });
}
