import type { ActionDefinition } from '../../contracts/action.ts';
import type { Diagnostic } from '../../contracts/diagnostic.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Approvers, Plan } from '../../contracts/plan/index.ts';
import type { Principal } from '../../contracts/roles.ts';
import { readDeploymentImpact } from '../../db/queries/deployment-impact.ts';
import { findPeople } from '../../db/queries/people.ts';
import type { DeployedPlaybook } from '../../db/queries/playbooks.ts';
import { describeDifference } from '../../playbooks/difference/index.ts';
import { nextRuns, type Schedule } from '../../playbooks/schedule/matching-times.ts';
import { saySchedule } from '../../playbooks/schedule/say-schedule.ts';
import type { TenantTransaction } from '../dependencies.ts';
import { childPlans } from '../playbooks/child-plans.ts';
import { boundOf } from '../playbooks/worst-case.ts';
import type { DeploymentReport } from './deployment-schema.ts';

const mostListed = 50;

/** What is about to be deployed, and the playbook of the same id that is there; null when there is none. */
export type Deployment = {
  readonly plan: Plan;
  readonly digest: string;
  readonly source: string;
  readonly slug: string;
  readonly before: DeployedPlaybook | null;
  readonly warnings: readonly Diagnostic[];
};

/** Says what a deployment changes for what runs, for schedules and events, and for people. Writes nothing. */
export async function describeDeployment(
  tx: TenantTransaction,
  { plan, digest, source, slug, before, warnings }: Deployment,
  {
    principal,
    now,
    actions,
  }: { readonly principal: Principal; readonly now: Date; readonly actions: readonly ActionDefinition[] },
): Promise<DeploymentReport> {
  const { playbook_id, name, owner, schedule } = plan;
  const { running, open_approvals } = await readDeploymentImpact(tx, playbook_id);
  const worstOf = async (each: Plan) => boundOf(each, await childPlans(tx, each), actions).worst_case;
  const asked = approversOf(plan);
  const people = await findPeople(tx, {
    roles: asked.flatMap((each) => each.roles),
    emails: asked.flatMap((each) => each.users),
  });
  // A retired playbook keeps no schedule, so deploying it adds one.
  const kept = before === null || before.retired_at !== null ? null : before.plan;
  const same = before?.digest === digest && before.source === source;
  return {
    ...{ playbook_id, name, slug, digest },
    before: before && pick(before),
    change: before === null ? 'new' : same ? (before.retired_at === null ? 'unchanged' : 'brought_back') : 'changed',
    difference: before === null ? [] : [...describeDifference(before.plan, plan, { actions })],
    warnings: [...warnings],
    ...{ worst_case: await worstOf(plan), worst_case_before: before && (await worstOf(before.plan)) },
    running_executions: { count: running.length, executions: running.slice(0, mostListed) },
    schedule: {
      change: changeOf(kept?.schedule ?? null, schedule),
      ...{ before: saySchedule(kept?.schedule ?? null), after: saySchedule(schedule) },
      next_runs: schedule === null ? [] : nextRuns(schedule, now, 3).map((each) => each.toISOString()),
    },
    events: { before: eventsOf(kept), after: eventsOf(plan) },
    affected: {
      owner,
      last_edited_by_email: before?.edited_by_email ?? null,
      approvers: people.filter((person) => person.user_id !== principal.user_id).map((person) => person.email),
      approver_groups: [...new Set(asked.flatMap((each) => each.groups ?? []))],
      open_approvals: open_approvals.slice(0, mostListed),
    },
  };
}

function pick({ playbook_version_id, version, digest }: DeployedPlaybook) {
  return { playbook_version_id, version, digest };
}

function changeOf(before: Schedule | null, after: Schedule | null): DeploymentReport['schedule']['change'] {
  if (before === null) return after === null ? 'none' : 'added';
  if (after === null) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}

function eventsOf(plan: Plan | null): string[] {
  return (plan?.on ?? []).map(({ event, match }) => (match === null ? event : `${event} when ${match.source}`));
}

/** Everybody whom some step of a plan may ask, escalation included; nobody when no step asks. */
function approversOf(plan: Plan): readonly Approvers[] {
  const policies = everyStep(plan.steps).flatMap((step) => {
    if (step.kind === 'approval') return [step.approval];
    return step.kind === 'action' && step.effect === 'write' ? [step.approval ?? plan.approval] : [];
  });
  return policies.flatMap((policy) => [policy.approvers, ...(policy.escalation ?? []).map((each) => each.approvers)]);
}
