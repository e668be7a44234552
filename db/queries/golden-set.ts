import { and, asc, desc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import { clarityOf, type GoldenExample, goldenExampleSchema, tagsOf } from '../../contracts/golden-example.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { rootCauseSchema, workflowTypeSchema } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, goldenExamples, recommendations } from '../schema/index.ts';

/** A golden example as it is stored, with where it stands in its review. */
export type GoldenRow = Omit<typeof goldenExamples.$inferSelect, 'tenant_id'>;

const toRow = ({ tenant_id, ...row }: typeof goldenExamples.$inferSelect): GoldenRow => row;

/** Golden examples by their ids, those after `after` only. */
export async function listGoldenExamples(
  tx: TenantTransaction,
  query: {
    readonly limit: number;
    readonly after: string | null;
    readonly status: GoldenRow['status'] | null;
    readonly tag: string | null;
  },
): Promise<readonly GoldenRow[]> {
  const conditions: (SQL | undefined)[] = [
    query.after === null ? undefined : sql`${goldenExamples.example_id} > ${query.after}`,
    query.status === null ? undefined : eq(goldenExamples.status, query.status),
    query.tag === null ? undefined : sql`${query.tag} = any(${goldenExamples.tags})`,
  ];
  const rows = await tx
    .select()
    .from(goldenExamples)
    .where(and(...conditions))
    .orderBy(asc(goldenExamples.example_id))
    .limit(query.limit);
  return rows.map(toRow);
}

/** One golden example; null when the tenant has none with this id. */
export async function findGoldenExample(tx: TenantTransaction, example_id: string): Promise<GoldenRow | null> {
  const [row] = await tx.select().from(goldenExamples).where(eq(goldenExamples.example_id, example_id));
  return row === undefined ? null : toRow(row);
}

/** Writes down what an expert makes of a candidate; null when it is none any more, as the first review counts. */
export async function reviewGoldenExample(
  tx: TenantTransaction,
  review: {
    readonly example_id: string;
    readonly status: 'accepted' | 'rejected';
    readonly reviewed_by_email: string;
    readonly human_decision?: string | undefined;
    readonly human_reasoning?: string | undefined;
  },
): Promise<GoldenRow | null> {
  const { example_id, status, reviewed_by_email, human_decision, human_reasoning } = review;
  const [row] = await tx
    .update(goldenExamples)
    .set({
      ...{ status, reviewed_by_email, reviewed_at: sql`now()` },
      ...(human_decision === undefined ? {} : { human_decision }),
      ...(human_reasoning === undefined ? {} : { human_reasoning }),
    })
    .where(and(eq(goldenExamples.example_id, example_id), eq(goldenExamples.status, 'candidate')))
    .returning();
  return row === undefined ? null : toRow(row);
}

/** The accepted examples that can be run: rows of an older shape are left out. */
export async function readAcceptedExamples(tx: TenantTransaction): Promise<readonly GoldenExample[]> {
  const rows = await tx
    .select()
    .from(goldenExamples)
    .where(eq(goldenExamples.status, 'accepted'))
    .orderBy(asc(goldenExamples.example_id));
  return rows.flatMap((row) => {
    const example = goldenExampleSchema.safeParse({ ...row, decision_date: row.decision_date.toISOString() });
    return example.success ? [example.data] : [];
  });
}

/** A decision in a range of dates with its campaign. */
type Decided = typeof recommendations.$inferSelect & { readonly campaign_name: string };

/** What somebody decided as a golden example; null for a decision that names no workflow, or a context of an older shape. */
function exampleOf(row: Decided): Omit<typeof goldenExamples.$inferInsert, 'tenant_id'> | null {
  const confirmed = row.human_workflow === null && row.human_decision === 'approved';
  const decision = workflowTypeSchema.safeParse(row.human_workflow ?? (confirmed ? row.recommended_workflow : null));
  const context = campaignContextSchema.safeParse(row.context);
  if (!decision.success || !context.success || row.decided_at === null) return null;
  const outcome = row.outcome_metrics ?? {};
  const { success = null, improvement_pct = null } = outcome;
  const own = decision.data === row.recommended_workflow && row.human_decision === 'approved';
  const cause = rootCauseSchema.safeParse(own ? row.root_cause : null);
  return {
    ...{ example_id: `recommendation-${row.id}`, campaign_id: row.campaign_id, campaign_name: row.campaign_name },
    context: JSON.parse(JSON.stringify(context.data)),
    ...{ human_decision: decision.data, human_reasoning: row.human_reasoning ?? row.decision_feedback },
    confidence: clarityOf({
      success: success === true,
      improvement_pct: typeof improvement_pct === 'number' ? improvement_pct : null,
    }),
    outcome: { ...outcome, ...(cause.success ? { cause: cause.data } : {}) },
    ...{ decision_date: row.decided_at, decided_by: row.decided_by, recommendation_id: row.id },
    // Who approves what the agent proposed says little about what they would have done by themselves.
    tags: [...tagsOf({ context: context.data, human_decision: decision.data }), ...(own ? ['self_confirmed'] : [])],
  };
}

/**
 * Makes candidates of the decisions from `from` (inclusive) to `until` (exclusive) that a person made, whose context is kept
 * and whose outcome was measured. A decision becomes a candidate once. Gives the ids of the new ones, and how many could not be used.
 */
export async function buildGoldenExamples(
  tx: TenantTransaction,
  range: { readonly from: Date; readonly until: Date },
): Promise<{ readonly added: readonly string[]; readonly unusable: number }> {
  const rows = await tx
    .select({ recommendation: recommendations, campaign_name: campaigns.campaign_name })
    .from(recommendations)
    .innerJoin(
      campaigns,
      and(eq(campaigns.campaign_id, recommendations.campaign_id), eq(campaigns.tenant_id, recommendations.tenant_id)),
    )
    .where(
      and(
        inArray(recommendations.human_decision, ['approved', 'rejected']),
        eq(recommendations.auto_approved, false),
        isNotNull(recommendations.outcome_metrics),
        gte(recommendations.decided_at, range.from),
        lt(recommendations.decided_at, range.until),
      ),
    )
    .orderBy(asc(recommendations.decided_at), asc(recommendations.id));
  const examples = rows.map(({ recommendation, campaign_name }) => exampleOf({ ...recommendation, campaign_name }));
  const usable = examples.filter((each) => each !== null);
  if (usable.length === 0) return { added: [], unusable: examples.length };
  const added = await tx
    .insert(goldenExamples)
    .values(usable)
    .onConflictDoNothing()
    .returning({ example_id: goldenExamples.example_id });
  return { added: added.map(({ example_id }) => example_id), unusable: examples.length - usable.length };
}

/** Recommendations since a moment, newest first, with what was seen when they were made. */
export async function readRecentReasoning(
  tx: TenantTransaction,
  query: { readonly since: Date; readonly limit: number },
) {
  return tx
    .select({
      id: recommendations.id,
      context: recommendations.context,
      recommendation: recommendations.recommendation,
    })
    .from(recommendations)
    .where(gte(recommendations.created_at, query.since))
    .orderBy(desc(recommendations.created_at), desc(recommendations.id))
    .limit(query.limit);
}
