import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { KnowledgeKind, KnowledgePort, KnowledgeSource } from '../../../../contracts/knowledge.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';

/** What a tenant's documents say of a case; empty when there are none, or none in time. Never fails. */
export type Recall = (context: CampaignContext, recommendation: Recommendation) => Promise<readonly KnowledgeSource[]>;

/** Rules to keep, and what came of advice before: each has its own places, so that neither crowds the other out. */
const shelves: readonly { readonly kinds: readonly KnowledgeKind[]; readonly limit: number }[] = [
  { kinds: ['brand_guideline', 'policy_note', 'product_fact'], limit: 3 },
  { kinds: ['recommendation_outcome'], limit: 3 },
];
/** Fits less well than this have nothing to do with the case. */
const leastScore = 0.3;
const mostCharacters = 1_500;
/** The search itself takes a tenth of that; whatever takes longer is not waited for. */
const patienceMs = 1_500;

/** What the search is asked: the cause and the action in the words that documents use. */
export function questionOf(context: CampaignContext, made: Recommendation): string {
  const about = [made.root_cause, made.recommended_workflow, context.constraints?.platform].map((name) =>
    name?.replaceAll('_', ' '),
  );
  return [...about, context.campaign_metrics?.campaign_name, made.specific_action]
    .filter(Boolean)
    .join('. ')
    .slice(0, 1_000);
}

/** Searches the knowledge base of one tenant, where there is one, for what concerns a case. */
export function recallOf(
  knowledge: KnowledgePort | null,
  tenant_id: string,
  log: ActionContext['log'],
  patience_ms = patienceMs,
): Recall {
  return async (context, recommendation) => {
    if (knowledge === null) return [];
    const over = new AbortController();
    const query = questionOf(context, recommendation);
    const found = Promise.all(shelves.map((shelf) => knowledge.retrieve({ tenant_id, query, ...shelf })));
    const late = sleep(patience_ms, 'late' as const, { signal: over.signal, ref: false }).catch(() => 'late' as const);
    const first = await Promise.race([found, late]).catch((error: unknown) => {
      const type = error instanceof Error ? error.constructor.name : typeof error;
      log.warn({ type }, 'the knowledge base failed; the models are asked without it');
      return [];
    });
    over.abort();
    if (first === 'late') {
      log.warn({ patience_ms }, 'the knowledge base took too long; the models are asked without it');
      found.catch(() => undefined);
      return [];
    }
    return first
      .flat()
      .filter((source) => source.score >= leastScore)
      .map((source) => ({ ...source, text: source.text.slice(0, mostCharacters) }));
  };
}
