import { defineAction } from '../../../../contracts/action.ts';
import { siteHealthSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Looks at the landing page of the campaign, and when a conversion was last counted. Throws CAMPAIGN_NOT_FOUND; every
 * fault of a source stands in the report instead.
 */
export const collectSiteHealth = defineAction({
  agent: 'ContextAgent',
  action: 'collect_site_health',
  effect: 'read',
  summary: 'Looks whether the landing page answers, has its tag, and conversions are still counted.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(siteHealthSchema),
  ...collectorRun,
});
