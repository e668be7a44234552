import type { Recommendation } from '../../../contracts/recommendation.ts';

/** A recommendation as a person reads it at a terminal: what to do first, then why, what else was weighed, and the doubts. */
export function recommendationWords(made: Recommendation, campaign_name: string | null): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];
  const record = made.confidence_record;
  const sure = `${Math.round(made.confidence * 100)} %`;
  const before = record === null ? '' : `, right ${record.right} of ${record.of} times when it was that sure`;
  return [
    `${campaign_name ?? made.campaign_id}: ${made.recommended_workflow}`,
    made.specific_action,
    '',
    `Cause: ${made.root_cause.replaceAll('_', ' ')}`,
    made.reasoning,
    ...section(
      'Signals',
      made.evidence.map((each) => `${each.supports ? 'for' : 'against'}: ${each.statement}`),
    ),
    '',
    `Expected: ${made.expected_impact}`,
    `Without it: ${made.cost_of_doing_nothing}`,
    `Risk: ${made.risk_level}`,
    ...made.risk_factors.map((line) => `  - ${line}`),
    `Confidence: ${sure}${before}. ${made.confidence_reasoning}`,
    ...section('Success means', made.success_metrics),
    ...section(
      'Not chosen',
      made.alternative_actions.map((each) => `${each.workflow}: ${each.why_not_recommended}`),
    ),
    ...section(
      'Rests on',
      made.citations.map((each) => `${each.title} (${each.kind.replaceAll('_', ' ')}, ${each.source_id})`),
    ),
    ...section('Objections', [...made.dissent, ...(made.critique?.issues ?? []).map((each) => each.issue)]),
    ...section('Not reviewed by a model', made.critique?.unheard == null ? [] : [made.critique.unheard]),
    ...section('Missing', made.missing_sources),
    '',
    `${made.model_version}${made.prompt_version === null ? '' : `, ${made.prompt_version}`}${made.degraded ? ', degraded' : ''}${checkedWords(made)}`,
  ].join('\n');
}

/** Whether another model looked at the words; nothing where the words are those of the rules. */
function checkedWords({ wording }: Recommendation): string {
  if (wording === null) return '';
  return wording.verdict === 'agreed' ? ', wording checked by another model' : ', wording not checked by another model';
}
