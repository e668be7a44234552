import type { KnowledgeDocument } from '../../../contracts/knowledge.ts';
import type { MeasuredRecommendation } from '../../../db/queries/knowledge-outcomes.ts';

type Outcome = MeasuredRecommendation['outcomes'][number];
/** What such a document is made from. */
export type DocumentedRecommendation = Omit<MeasuredRecommendation, 'outcomes'> & {
  readonly outcomes: readonly Pick<Outcome, 'metric' | 'effect_pct' | 'low_pct' | 'high_pct' | 'verdict'>[];
};

/**
 * A measured recommendation as a document: cause, what was done, result, and then the reasoning. It has no sections, and what
 * is long stands last, so that the passage that names the cause also holds the result. Figures are those of the rows, with the
 * sign that they have; nothing is judged that was not measured.
 */
export function outcomeDocument(row: DocumentedRecommendation): KnowledgeDocument {
  const { campaign_name, root_cause, specific_action, reasoning, human_decision, decision_feedback } = row;
  const title = `${campaign_name}: ${row.recommended_workflow}`;
  const results = row.outcomes.map((each) => {
    const effect = each.effect_pct === null ? 'no effect could be computed' : `changed by ${signed(each.effect_pct)} %`;
    const range =
      each.low_pct === null || each.high_pct === null
        ? ''
        : ` (between ${signed(each.low_pct)} and ${signed(each.high_pct)} %)`;
    return `- ${each.metric} ${effect}${range}; verdict: ${words(each.verdict ?? 'none')}.`;
  });
  const remark = decision_feedback === null ? '' : ` Remark: ${decision_feedback}`;
  const content = [
    `# ${title}`,
    `Cause: ${words(root_cause)}. ${specific_action} Decision: ${human_decision ?? 'none'}.`,
    ...results,
    `Situation: ${reasoning}${remark}`,
  ].join('\n\n');
  return {
    source_key: `recommendation/${row.id}`,
    kind: 'recommendation_outcome',
    ...{ title: title.slice(0, 300), format: 'markdown', content, source_url: null, language: 'en', access: [] },
    dated_on: row.generated_at.toISOString().slice(0, 10),
  };
}

function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? '+' : ''}${rounded}`;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
