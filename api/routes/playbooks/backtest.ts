import { z } from 'zod';
import { backtestSchema } from '../../../contracts/backtest.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { playbookSourceSchema } from '../../../contracts/playbook-source.ts';
import { listPastChanges, type PastChangeRow, readFeatureHistory } from '../../../db/queries/backtest.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import { backtest } from '../../../playbooks/backtest/backtest.ts';
import type { PastChange } from '../../../playbooks/backtest/rejudge.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { compileSource } from '../../playbooks/compile-source.ts';

const day = 86_400_000;

/**
 * Plays a playbook, as sent or as deployed, over the stored features and the changes of the past, and compares it with the
 * deployed version. Reads only.
 */
export const backtestPlaybook = defineOperation({
  method: 'post',
  path: '/v2/playbooks/backtest',
  id: 'backtest_playbook',
  tag: 'playbooks',
  summary: 'What a changed playbook would have done.',
  access: 'playbooks:read',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    source: playbookSourceSchema,
    since_days: z.int().min(1).max(365).default(90),
  }),
  responses: { 200: { description: 'What would differ.', schema: backtestSchema } },
  errors: ['PLAYBOOK_INVALID', 'PLAYBOOK_TOO_COSTLY'],
  per_minute: 12,
  async handle({ body, deps, inTenant }) {
    const after = (await compileSource({ deps, inTenant }, body.source)).plan;
    const until = deps.now();
    const since = new Date(until.getTime() - body.since_days * day);
    const moments = Array.from(
      { length: body.since_days },
      (_, index) => new Date(since.getTime() + (index + 1) * day),
    );
    const report = await inTenant(async (tx) => {
      const deployed = await findPlaybook(tx, after.playbook_id);
      const history = after.scope === 'campaign' ? await readFeatureHistory(tx, moments) : [];
      const past = await listPastChanges(tx, { playbook_id: after.playbook_id, since });
      return backtest(
        { before: deployed === null ? null : { plan: deployed.plan, version: deployed.version }, after },
        {
          since: since.toISOString(),
          until: until.toISOString(),
          features: history.map(({ at, campaign_id, features }) => ({
            ...{ at: at.toISOString(), campaign_id, context: features },
          })),
          changes: past.map(toPastChange),
        },
      );
    });
    return json(200, report);
  },
});

function toPastChange(row: PastChangeRow): PastChange {
  const { execution_id, step_id, campaign_id, change_set, facts, inputs, context, outputs, entity } = row;
  const scope: JsonObject = { inputs, context, entity: entity === null ? null : { ...entity }, ...(outputs ?? {}) };
  const person = row.status === 'approved' || row.status === 'undo_window' ? 'approved' : null;
  return {
    ...{ execution_id, step_id, campaign_id, at: row.at.toISOString(), change_set, facts, scope },
    person: row.status === 'rejected' ? 'rejected' : person,
  };
}
