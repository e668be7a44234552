import { type Database, withTenant } from '../../../../db/connect.ts';
import { findPlaybook } from '../../../../db/queries/playbooks.ts';
import { listSubjects } from '../../../../db/queries/trigger-subjects.ts';
import { judge } from '../../../../playbooks/triggers/judge.ts';
import { readSubject } from '../collector/read-subject.ts';
import type { Subject } from '../collector/subject.ts';
import type { Timing } from '../collector/timing.ts';

/**
 * The campaigns for which a playbook’s schedule would start it now, judged by the same conditions as the schedule judges by;
 * none for a playbook that is not there, was retired, has no schedule or is not about campaigns.
 */
export async function dueSubjects(
  deps: { readonly database: Database; readonly timing: Timing },
  tenant_id: string,
  playbook_id: string,
): Promise<readonly Subject[]> {
  const now = deps.timing.now().toISOString();
  const due: string[] = [];
  let after: string | null = null;
  do {
    const page = await withTenant(deps.database, tenant_id, async (tx) => {
      const playbook = await findPlaybook(tx, playbook_id);
      if (playbook === null || playbook.retired_at !== null || playbook.plan.schedule === null) return null;
      const { plan } = playbook;
      if (plan.scope !== 'campaign') return null;
      const { subjects, next } = await listSubjects(tx, { ...plan, after, only: null });
      return {
        next,
        firing: subjects.filter((each) => judge(plan, { ...each, event: null, now }).verdict === 'fires'),
      };
    });
    if (page === null) return [];
    due.push(...page.firing.flatMap(({ campaign_id }) => campaign_id ?? []));
    after = page.next;
  } while (after !== null);
  const found: Subject[] = [];
  for (const campaign_id of due) found.push(await readSubject(deps, tenant_id, { campaign_id, force_refresh: false }));
  return found;
}
