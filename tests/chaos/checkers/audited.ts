import { z } from 'zod';
import { changeSchema } from '../../../contracts/change-set.ts';
import { type AuditRow, chainStart, faultOfEnd, faultOfLink } from '../../../db/queries/audit-chain.ts';
import type { ChaosFacts, Checker, Violation } from './facts.ts';
import { describeChange, describeLine, isSameChange } from './same-change.ts';

const detailsSchema = z.object({ change: changeSchema, plan_digest: z.string() });
const fault = (text: string): Violation => ({ law: 'I5', what: 'audit', text });

/**
 * I5: the audit chain verifies, and covers every line of the ledger with exactly one row of the plan that allowed it. A
 * change before a person is covered once that person has spoken.
 */
export const checkAudited: Checker = (facts) => [...checkChain(facts), ...checkCover(facts)];

function checkChain({ audit }: ChaosFacts): readonly Violation[] {
  let end = { seq: 0, hash: chainStart };
  for (const row of audit.rows) {
    const found = faultOfLink(end, row);
    if (found !== null) return [fault(`the chain breaks at ${found.seq}: ${found.reason}`)];
    end = row;
  }
  const found = faultOfEnd(end, audit.head);
  return found === null ? [] : [fault(`the chain ends wrongly at ${found.seq}: ${found.reason}`)];
}

function checkCover(facts: ChaosFacts): readonly Violation[] {
  const applied = facts.audit.rows.filter((row) => row.decision === 'applied').flatMap(detailsOf);
  const waiting = facts.intents.filter((intent) => intent.state === 'needs_human').map((intent) => intent.change);
  const uncovered = facts.ledger
    .filter((line) => !waiting.some((change) => isSameChange(line, change)))
    .flatMap((line) => {
      const rows = applied.filter(({ change }) => isSameChange(line, change));
      return rows.length === 1 ? [] : [fault(`${describeLine(line)}: ${rows.length} audit rows tell of it`)];
    });
  const invented = applied
    .filter(({ change }) => !facts.ledger.some((line) => isSameChange(line, change)))
    .map(({ change }) => fault(`${describeChange(change)}: audited, and the ledger knows nothing of it`));
  return [...uncovered, ...invented];
}

function detailsOf({ details }: AuditRow) {
  const read = detailsSchema.safeParse(details);
  return read.success ? [read.data] : [];
}
