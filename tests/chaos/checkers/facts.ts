import type { z } from 'zod';
import type { ledgerEntrySchema, Platform } from '../../../contracts/ad-platform.ts';
import type { ApprovalStatus } from '../../../contracts/approval.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import type { Change, ChangeSet, IntentState } from '../../../contracts/change-set.ts';
import type { CapMeasure, CapScope } from '../../../contracts/money-cap.ts';
import type { AuditRow, ChainHead } from '../../../db/queries/audit-chain.ts';

/** One line of the sandbox's ledger: what really happened on the platform. */
export type LedgerLine = z.infer<typeof ledgerEntrySchema>;

/** A set of changes that was granted, as it is recorded; `params` as the action's definition parses them. */
export type GrantedSet = {
  readonly change_set_id: string;
  readonly execution_id: string;
  readonly action_id: string;
  readonly params: JsonObject;
  readonly plan_digest: string;
  readonly change_set: ChangeSet;
  readonly grant_kind: 'approval' | 'policy';
  readonly approval_id: string | null;
  readonly state: string;
};

/** What whoever asked for an execution's changes was told in the end; null when it never heard. */
export type Told = { readonly said: 'applied' | 'refused' | 'needs_human'; readonly code: string | null } | null;

/** A limit on money, as the chaos run set it; never read back from the product's own sums. */
export type CapFact = {
  readonly scope: CapScope;
  readonly scope_id: string;
  readonly measure: CapMeasure;
  readonly limit_minor: number;
};

/** How an execution ended for Temporal, beside what our own rows say. */
export type Ending = {
  readonly execution_id: string;
  readonly temporal: string;
  readonly projected: string;
};

/** Everything the checkers look at, read once everything has healed and come to rest. Money in minor units of one currency per account. */
export type ChaosFacts = {
  readonly ledger: readonly LedgerLine[];
  readonly sets: readonly GrantedSet[];
  readonly approvals: readonly {
    readonly approval_id: string;
    readonly status: ApprovalStatus;
    readonly plan_digest: string;
    readonly execution_id: string;
  }[];
  readonly intents: readonly {
    readonly intent_id: string;
    readonly change_set_id: string;
    readonly change: Change;
    readonly state: IntentState;
  }[];
  readonly receipts: readonly { readonly intent_id: string; readonly change: Change }[];
  /** By execution: an execution of these rounds makes one set of changes. */
  readonly told: ReadonlyMap<string, Told>;
  readonly endings: readonly Ending[];
  readonly caps: readonly CapFact[];
  /** What one unit of an account's currency is worth in the currency of the caps, by platform; 1 where it is not named. */
  readonly rates: Readonly<Partial<Record<Platform, number>>>;
  /** The daily budget behind a campaign when the run began, for what a change of status exposes. */
  readonly budgets: ReadonlyMap<string, number>;
  /** Which campaign an entity belongs to, for caps on campaigns. */
  readonly campaigns: ReadonlyMap<string, string>;
  readonly audit: { readonly rows: readonly AuditRow[]; readonly head: ChainHead };
};

/** Something that must not be: which law it breaks and what was seen. */
export type Violation = {
  readonly law: 'I1' | 'I2' | 'I3' | 'I4' | 'I5';
  readonly what: 'unapproved' | 'double' | 'lost' | 'over_cap' | 'disagreement' | 'audit';
  readonly text: string;
};

/** One law as a pure function over the facts. */
export type Checker = (facts: ChaosFacts) => readonly Violation[];
