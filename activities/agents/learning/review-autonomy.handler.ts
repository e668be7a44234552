import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { type Scenario, scenarioSchema, type UnmetCondition } from '../../../contracts/autonomy.ts';
import { playbookWords } from '../../../contracts/in-words.ts';
import { withTenant } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { listOpenGrants, readStanding } from '../../../db/queries/autonomy.ts';
import { endGrant } from '../../../db/queries/autonomy-grants.ts';
import { notifyOnce } from '../../../db/queries/notify-once.ts';
import { findPeople } from '../../../db/queries/people.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { reviewAutonomy } from './actions.action.ts';

/** Judges by the same record that the switch was judged by; whoever switched it on is told, and so are admins. */
export function createReviewAutonomyHandler(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler {
  return bindRun({
    definition: reviewAutonomy,
    run: (_params, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const at = deps.clock.now();
        const grants = await listOpenGrants(tx);
        const ended: (Scenario & { grant_id: string; unmet: UnmetCondition[] })[] = [];
        for (const grant of grants) {
          const scenario = scenarioSchema.parse(grant);
          const { unmet } = await readStanding(tx, scenario, grants, at);
          if (unmet.length === 0) continue;
          const { grant_id, granted_by_email } = grant;
          const ended_reason = unmet.map(unmetWords).join('; ');
          if ((await endGrant(tx, { grant_id, ended_by_email: null, ended_reason, at })) === null) continue;
          ended.push({ ...scenario, grant_id, unmet });
          const people = await findPeople(tx, { roles: ['admin'], emails: [granted_by_email] });
          const told = people.map((person) => person.user_id);
          await notifyOnce(tx, `autonomy_ended/${grant_id}`, told, {
            ...{ kind: 'autonomy.ended', title: `People are asked again: ${scenarioWords(scenario)}` },
            ...{ body: `The rule of autonomy no longer holds: ${ended_reason}.`, link: '/autonomy' },
          });
          await appendAudit(tx, {
            ...{ agent_name: 'LearningAgent', action: 'autonomy.lost' },
            ...{ entity_type: 'autonomy_grant', entity_id: grant_id, details: { ...scenario, ended_reason } },
          });
        }
        return {
          ...{ kept: grants.length - ended.length, ended, title: 'Autonomy was taken back by rule' },
          text: ended.map((each) => `${scenarioWords(each)}: ${each.unmet.map(unmetWords).join('; ')}`).join('\n'),
        };
      }),
  });
}

function scenarioWords({ workflow_type, playbook_id, risk_level, ad_account_id }: Scenario): string {
  const where = ad_account_id === null ? 'every account' : 'one account';
  return `${workflow_type} by ${playbookWords(playbook_id)} at ${risk_level} risk, ${where}`;
}

const conditionWords: Readonly<Record<UnmetCondition['condition'], string>> = {
  decided: 'decided recommendations',
  outcomes: 'measured outcomes',
  acceptance: 'the accepted share',
  positive_impact: 'the share that helped',
  confidence: 'confidence',
  risk_level: 'risk',
  degraded: 'parts of the reasoning that failed',
  uncritiqued: 'a review',
  dissent: 'objections',
  validation: 'checks',
  rollout_stage: 'the stage of the rollout',
  playbook_autonomy: 'what the playbook may do by itself',
  campaign_autonomy: 'what may be done on the campaign',
};

function unmetWords({ condition, found, wanted }: UnmetCondition): string {
  const value = typeof found === 'number' ? String(Math.round(found * 1_000) / 1_000) : (found ?? 'nothing known');
  return `${conditionWords[condition]}: ${value} instead of ${wanted}`;
}
