import { readFileSync } from 'node:fs';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { Stack } from '../harness/stack.ts';
import { modelMoods } from '../reasoning/model-moods.ts';

const campaign = demoTenants[0]?.campaigns.find((each) => each.scenario === 'creative_fatigue');
/** The campaign of the demo whose ads are worn. */
export const wornCampaign = campaign?.campaign_id ?? '';

/** Deploys the analysis as it ships, but that a yes counts at once: for tests in which nobody takes one back. */
export async function decideAtOnce(stack: Pick<Stack, 'deploy'>): Promise<void> {
  const shipped = readFileSync('playbooks/campaign-health.yaml', 'utf8');
  await stack.deploy(
    'campaign-health',
    shipped.replace('  on_timeout: reject\n', '  on_timeout: reject\n  undo_window: 0s\n'),
  );
}

/** Leaves the campaign without a creative that is ready: now new words are wanted. */
export async function withoutSpares({ database }: Pick<Stack, 'database'>): Promise<void> {
  await database.owner.sql`delete from creatives where campaign_id = ${wornCampaign} and state = 'spare'`;
}

const variant = (headline: string, body: string) => ({
  ...{ headline, body, why: 'Another first thought.' },
  source_ids: campaign?.ads.map(({ ad_id }) => `ad:${ad_id}`) ?? [],
});

/** Vendors of which one writes three variants, one of them with a claim from nowhere, and another objects to the second. */
export const writingMood: readonly object[] = [
  {
    match: { text: 'You write advertisements' },
    reply: {
      variants: [
        variant('Rain stays outside', 'Boots that keep the weather out.'),
        variant('Up the hill and home', 'Boots for the long way round.'),
        variant('The best boots in town', 'Guaranteed to be dry.'),
      ],
    },
  },
  {
    match: { regex: 'You check the answer.*ad_copy' },
    reply: { agrees: false, reasons: ['"Up the hill and home": no source speaks of a hill.'] },
  },
  ...modelMoods['well-behaved'],
];
