import type { EvaluateAnswer, EvaluateCall } from '../../contracts/watch-triggers.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';
import { listSubjects } from '../../db/queries/trigger-subjects.ts';
import { wallNameOf } from '../../playbooks/schedule/matching-times.ts';
import { evaluatePage, type Occasion } from './evaluate-page.ts';

/** What the evaluations of triggers are made with. `beat` is called after each page. */
export type TriggerDependencies = { readonly database: Database; readonly beat: () => void };

/**
 * Judges a playbook for every entity in its scope, a page at a time, for one moment of its schedule. A moment at which the
 * clock shows what it has shown before is no new one. A playbook that is gone, retired, or has no schedule any more is
 * left alone: its schedule is about to go too.
 */
export async function evaluateSchedule(
  deps: TriggerDependencies,
  call: EvaluateCall & { readonly kind: 'schedule' },
): Promise<EvaluateAnswer> {
  const { tenant_id, playbook_id, due_at_ms } = call;
  const total = { evaluated: 0, fired: 0, delivered: 0 };
  let after: string | null = null;
  do {
    const page = await withTenant(deps.database, tenant_id, async (tx) => {
      const playbook = await findPlaybook(tx, playbook_id);
      const schedule = playbook?.plan.schedule ?? null;
      if (playbook === null || playbook.retired_at !== null || schedule === null) return null;
      const { scope, platforms } = playbook.plan;
      const { subjects, next } = await listSubjects(tx, { scope, platforms, after, only: null });
      const due_at = new Date(due_at_ms);
      const occasion = `schedule ${wallNameOf(schedule, due_at)} ${schedule.timezone}`;
      const asked: Occasion = {
        ...{ tenant_id, playbook, source: 'schedule', occasion, due_at, event: null, refusal: null },
      };
      return { ...(await evaluatePage(tx, asked, subjects)), next };
    });
    if (page === null) return total;
    total.evaluated += page.evaluated;
    total.fired += page.fired;
    after = page.next;
    deps.beat();
  } while (after !== null);
  return total;
}
