import type { ActionContext } from '../../../../contracts/action-handler.ts';
import { workflowTag } from '../../../../contracts/golden-example.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { type LikeExample, readLikeExamples } from '../../../../db/queries/like-examples.ts';

const mostExamples = 3;
const mostCharacters = 600;

/** A decided case as lines of a prompt: what was seen, what was chosen and why, and what came of it, where that is known. */
export function exampleText(example: LikeExample): string {
  const { campaign_name, human_decision, human_reasoning, outcome, tags, cpa_change_pct, ctr_change_pct } = example;
  const moved = [
    ...(cpa_change_pct === null ? [] : [`CPA ${signed(cpa_change_pct)} %`]),
    ...(ctr_change_pct === null ? [] : [`CTR ${signed(ctr_change_pct)} %`]),
    ...tags.filter((tag) => !tag.startsWith('action_')).map((tag) => tag.replaceAll('_', ' ')),
  ];
  const improved = outcome?.improvement_pct;
  const came = outcome?.success == null ? 'not known' : outcome.success ? 'it worked' : 'it did not work';
  return [
    `Case ${campaign_name}: ${moved.join(', ') || 'figures not kept'}.`,
    `Chosen by a person: ${human_decision}.${human_reasoning === null ? '' : ` Because: ${human_reasoning}`}`,
    `Outcome: ${came}${improved == null ? '' : `, improvement ${signed(improved)} %`}.`,
  ]
    .join(' ')
    .slice(0, mostCharacters);
}

/** Reads the tenant's own decided cases of the same action as text for a prompt; empty without any. Never fails. */
export function examplesOf(
  database: Database,
  tenant_id: string,
  log: ActionContext['log'],
): (recommendation: Recommendation) => Promise<string> {
  return async ({ recommended_workflow }) => {
    const tag = `action_${workflowTag(recommended_workflow)}`;
    try {
      const found = await withTenant(database, tenant_id, (tx) => readLikeExamples(tx, { tag, limit: mostExamples }));
      return found.map(exampleText).join('\n');
    } catch (error) {
      const type = error instanceof Error ? error.constructor.name : typeof error;
      log.warn({ type }, 'decided cases could not be read; the model is asked without them');
      return '';
    }
  };
}

function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? '+' : ''}${rounded}`;
}
