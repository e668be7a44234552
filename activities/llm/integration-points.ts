import type { modelAnswerSchemas } from '../../contracts/model-answers.ts';

/** A place where a language model may speak. `used` ones have a prompt, a schema and tests now; the others wait for their agent. */
export type IntegrationPoint = {
  readonly point: number;
  readonly name: string;
  readonly kind: 'content' | 'analysis' | 'decision';
  /** How many independent sources a factual claim needs; with fewer it is marked `unclear`. */
  readonly min_sources_per_claim: number;
  /** The tasks through which it speaks today: each is a prompt of the registry with the schema of the same name. */
  readonly tasks: readonly (keyof typeof modelAnswerSchemas)[];
  readonly agent: string;
};

/** The eight places, and no others: a task that stands in none of them is asked by nobody. */
export const integrationPoints: readonly IntegrationPoint[] = [
  {
    ...{ point: 1, name: 'Creative variants', kind: 'content', min_sources_per_claim: 2 },
    ...{ tasks: ['ad_copy'], agent: 'CreativeAgent' },
  },
  { point: 2, name: 'Outreach and nurture text', kind: 'content', min_sources_per_claim: 2, tasks: [], agent: 'leads' },
  { point: 3, name: 'Crisis brief', kind: 'analysis', min_sources_per_claim: 2, tasks: [], agent: 'crisis' },
  {
    point: 4,
    name: 'Creative analysis and tagging',
    kind: 'analysis',
    min_sources_per_claim: 1,
    tasks: [],
    agent: 'creative',
  },
  {
    point: 5,
    name: 'Brand tracking and sentiment',
    kind: 'analysis',
    min_sources_per_claim: 2,
    tasks: [],
    agent: 'brand',
  },
  {
    ...{ point: 6, name: 'Narration of reports and anomalies', kind: 'analysis', min_sources_per_claim: 2 },
    ...{ tasks: ['word_recommendation'], agent: 'CampaignHealthAgent' },
  },
  {
    ...{ point: 7, name: 'Explanation of a plan with alternatives', kind: 'decision', min_sources_per_claim: 2 },
    ...{ tasks: ['signal_analysis', 'recommendation_generation', 'critique', 'verification', 'judge', 'rubric'] },
    agent: 'CampaignHealthAgent',
  },
  {
    point: 8,
    name: 'Next best action of a lead',
    kind: 'decision',
    min_sources_per_claim: 2,
    tasks: [],
    agent: 'leads',
  },
];
