import type { CallOrigin } from '../../../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../../../../db/connect.ts';
import { listChangesOfExecution, type OutcomeContext, wasUndoAsked } from '../../../../db/queries/outcome-facts.ts';
import { proposeUndo } from '../../../../db/queries/propose-undo.ts';
import { listUndoableReceipts } from '../../../../db/queries/receipts.ts';
import { metricLabel } from '../../../reasoning/index.ts';
import type { Effect } from './effect.ts';

/** The execution that asks, or why nobody is asked. */
export type RollbackProposal = { readonly execution_id: string | null; readonly because: string };

const shown = (value: number | null) => (value === null ? 'unknown' : `${value > 0 ? '+' : ''}${value} %`);

/**
 * Asks people, once for each execution, whether what it changed is taken back: an undo execution whose every write waits for
 * an approval, with the figures as its evidence. Nobody is asked when nothing of it stands any more, when people were asked
 * before, or when the tenant has no undo playbook.
 */
export async function proposeRollback(
  tx: TenantTransaction,
  found: {
    readonly context: OutcomeContext;
    readonly figures: Pick<Effect, 'before' | 'after' | 'counterfactual' | 'effect_pct' | 'low_pct' | 'high_pct'>;
    readonly origin: CallOrigin;
  },
): Promise<RollbackProposal> {
  const { context, figures, origin } = found;
  const { outcome, campaign_name } = context;
  const { execution_id, campaign_id, metric } = outcome;
  const standing = await listUndoableReceipts(tx, execution_id);
  if (standing.length === 0) return { execution_id: null, because: 'nothing of it stands any more' };
  if (await wasUndoAsked(tx, execution_id)) return { execution_id: null, because: 'people were asked before' };
  const changes = await listChangesOfExecution(tx, { execution_id, campaign_id });
  const name = campaign_name ?? campaign_id;
  const evidence: JsonObject = {
    ...{ outcome_id: outcome.outcome_id, campaign_id, metric, direction: outcome.direction, ...figures },
    ...{ interval_level: outcome.interval_level, changes_on_this_campaign: changes.length, standing: standing.length },
  };
  return proposeUndo(tx, {
    ...{ tenant_id: origin.tenant_id, execution_id, requested_by: origin.requested_by, evidence },
    entity: { type: 'campaign', id: campaign_id, name },
    title: `${name}: take the change back? ${metricLabel(metric)} went ${shown(figures.effect_pct)} because of it (between ${shown(figures.low_pct)} and ${shown(figures.high_pct)})`,
    reason: `The promise about ${metricLabel(metric)} was not kept.`,
  });
}
