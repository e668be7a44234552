import { z } from 'zod';
import { analyticsFiguresSchema, targetStandingSchema } from './analytics.ts';
import { autonomyRule } from './autonomy.ts';

const count = z.int().nonnegative();
const rate = z.number().min(0).max(1).nullable();

/** How one pattern of reasoning, a cause and the workflow recommended for it, did in a month. */
export const patternSchema = z.object({
  root_cause: z.string(),
  recommended_workflow: z.string(),
  recommendations: count,
  decided: count,
  approved: count.describe('approved as it was, or edited'),
  edited: count,
  rejected: count,
  replaced: count.describe('people named another workflow'),
  expired: count.describe('nobody decided in time'),
  measured: count,
  improved: count,
  mean_improvement_pct: z.number().nullable(),
});
/** How one pattern of reasoning did in a month. */
export type Pattern = z.infer<typeof patternSchema>;

/** A pattern with what the team makes of it. */
export const judgedPatternSchema = patternSchema.extend({
  acceptance_rate: rate,
  positive_impact_rate: rate,
  stepped_in_rate: rate.describe('share of the decided ones that people edited, rejected or replaced'),
  verdict: z.enum(['reliable', 'unreliable', 'open']).describe('open: too few to tell'),
});

/**
 * What a pattern’s record says. Reliable is what would earn autonomy (contracts/autonomy.ts): enough decided and measured,
 * strictly above both bars. Unreliable is a pattern with as many measured of which no more than half helped, or as many
 * decided of which no more than half were accepted. Everything else is open.
 */
export function judgePattern(pattern: Pattern): z.infer<typeof judgedPatternSchema> {
  const { decided, approved, edited, rejected, replaced, measured, improved } = pattern;
  const acceptance_rate = over(approved, decided);
  const positive_impact_rate = over(improved, measured);
  // Whoever rejects and names another workflow has stepped in once.
  const stepped_in_rate = over(Math.min(decided, edited + Math.max(rejected, replaced)), decided);
  const { acceptance_above, positive_impact_above, decided_at_least, outcomes_at_least } = autonomyRule;
  const [enoughDecided, enoughMeasured] = [decided >= decided_at_least, measured >= outcomes_at_least];
  const good = (acceptance_rate ?? 0) > acceptance_above && (positive_impact_rate ?? 0) > positive_impact_above;
  const bad =
    (enoughDecided && (acceptance_rate ?? 1) <= 0.5) || (enoughMeasured && (positive_impact_rate ?? 1) <= 0.5);
  const verdict = enoughDecided && enoughMeasured && good ? 'reliable' : bad ? 'unreliable' : 'open';
  return { ...pattern, acceptance_rate, positive_impact_rate, stepped_in_rate, verdict };
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** One week of a month: how often the agent was followed and right. */
export const weekSchema = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  figures: analyticsFiguresSchema,
});

/** The report of one calendar month (UTC): trends of quality, outcomes, cost, patterns, and where people step in. */
export const monthlyReportSchema = z.object({
  month: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  complete: z.boolean().describe('false while the month is not over'),
  figures: analyticsFiguresSchema,
  before: analyticsFiguresSchema.describe('of the month before'),
  targets: z.array(targetStandingSchema),
  weeks: z.array(weekSchema),
  evaluations: z.array(
    z.object({
      run_id: z.uuid(),
      run_type: z.string(),
      run_at: z.iso.datetime(),
      total_examples: count,
      passed_examples: count,
      passed_rate: rate,
    }),
  ),
  patterns: z.array(judgedPatternSchema).describe('most recommended first'),
});

/** The first moment of a month (UTC) such as 2026-03, and of the one after it; null for what names no month. */
export function monthOf(month: string): { readonly since: Date; readonly until: Date } | null {
  const [, year = '', number = ''] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === '') return null;
  const at = (months: number) => new Date(Date.UTC(Number(year), Number(number) - 1 + months, 1));
  return { since: at(0), until: at(1) };
}

/** The weeks of a month, from its first day on; the last one may be short. */
export function weeksOf({ since, until }: { readonly since: Date; readonly until: Date }) {
  const weekMs = 7 * 86_400_000;
  const weeks: { readonly since: Date; readonly until: Date }[] = [];
  for (let from = since.getTime(); from < until.getTime(); from += weekMs)
    weeks.push({ since: new Date(from), until: new Date(Math.min(from + weekMs, until.getTime())) });
  return weeks;
}
