import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { PlannedChange } from '../../contracts/change-set.ts';

/**
 * How far the asking of one approval has come. Moments are on the clock of approvals, which stands still during a pause;
 * milliseconds.
 */
export type GateStand = {
  readonly approval_id: string;
  readonly deadline: number;
  /** When the yes becomes final; null while nobody has said it. */
  readonly undo_until: number | null;
  /** How many lines of the escalation chain have been asked, and when the next one is; null when there is none. */
  readonly level: number;
  readonly escalates_at: number | null;
  /** The records say that its clock stands still. */
  readonly frozen: boolean;
};

/** How far a change on its way from plan to application has come. */
export type WriteStand = {
  /** Numbers the plans: each is work of its own. */
  readonly attempt: number;
  readonly params: JsonObject;
  /** The plan that is being asked about or applied; null while it is to be made. */
  readonly judged: JudgedPlan | null;
  /** What an approval covers. */
  readonly granted: { readonly approval_id: string; readonly plan_digest: string } | null;
  /** The approval that the next one replaces. */
  readonly supersedes: string | null;
  readonly drifts: number;
  readonly edits: number;
  /** The parameters that an approver edited, as long as the plan with the new ones has not been judged. */
  readonly edited_from: JsonObject | null;
  /** Why an edit was not taken up, for the next question to show. */
  readonly refused_edit: JsonObject | null;
  /** What the platform's side said about the pause that stopped the change. */
  readonly stopped_by: JsonObject | null;
};

/** A plan that the guardrails let through, whether people are asked about it, and why. */
export type JudgedPlan = {
  readonly planned: PlannedChange;
  readonly needs_approval: boolean;
  readonly because: string;
};

/** What steps have begun and not ended, by the step's key; plain JSON, and what a new history takes up again. */
export type UnfinishedRecord = {
  readonly gates: Readonly<Record<string, GateStand>>;
  readonly writes: Readonly<Record<string, WriteStand>>;
};

/** The same while the execution runs. Whoever begins something takes it out when it ends, however it ends. */
export type Unfinished = {
  readonly gates: Map<string, GateStand>;
  readonly writes: Map<string, WriteStand>;
  pack(): UnfinishedRecord;
};

/** Nothing begun yet, or what an earlier history left. */
export function createUnfinished(carried: UnfinishedRecord | null): Unfinished {
  const gates = new Map(Object.entries(carried?.gates ?? {}));
  const writes = new Map(Object.entries(carried?.writes ?? {}));
  return { gates, writes, pack: () => ({ gates: Object.fromEntries(gates), writes: Object.fromEntries(writes) }) };
}
