import { z } from 'zod';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import { actionId } from '../../../contracts/action.ts';
import { ledgerSchema } from '../../../contracts/ad-platform.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { jsonValueSchema } from '../../../contracts/json.ts';
import { chainStart } from '../../../db/queries/audit-chain.ts';
import { approvals, auditHeads, auditLog, changeSets, receipts, writeIntents } from '../../../db/schema/index.ts';
import type { Stage } from '../../ad-platforms/stage.ts';
import type { ChaosFacts } from './facts.ts';

/** What only the one who drives a run knows. */
export type KnownFacts = Pick<ChaosFacts, 'told' | 'endings' | 'caps' | 'rates' | 'budgets' | 'campaigns'>;

/** Reads the facts once everything is healed and at rest: the ledger from the sandbox, the rest from the tenant's own rows. */
export async function readFacts(stage: Stage, sandbox_url: string, known: KnownFacts): Promise<ChaosFacts> {
  const answer = await fetch(`${sandbox_url}/_sandbox/ledger`);
  const ledger = ledgerSchema.parse(await answer.json()).entries;
  return stage.inTenant(async (tx) => {
    const sets = await tx.select().from(changeSets);
    const rows = await tx.select().from(auditLog).orderBy(auditLog.seq);
    const [head] = await tx.select({ seq: auditHeads.seq, hash: auditHeads.hash }).from(auditHeads);
    return {
      ledger,
      sets: sets.map((set) => ({ ...set, params: parsedParams(set.action_id, set.params) })),
      approvals: await tx.select().from(approvals),
      intents: await tx.select().from(writeIntents),
      receipts: await tx.select().from(receipts),
      audit: { rows, head: head ?? { seq: 0, hash: chainStart } },
      ...known,
    };
  });
}

/** As the action's definition reads them, with its defaults: what the plan was hashed over. */
function parsedParams(action_id: string, params: JsonObject): JsonObject {
  const definition = actionCatalog.find((each) => actionId(each) === action_id);
  return definition === undefined
    ? params
    : z.record(z.string(), jsonValueSchema).parse(definition.params.parse(params));
}
