import { platforms, raisedBudgetMinor } from './money-kinds.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld, Job } from './world.ts';
import type { Writers } from './writers.ts';

/** One raise on each platform, as one set under one approval. */
async function preparePortfolio(world: ChaosWorld): Promise<Job> {
  const campaigns = await Promise.all(platforms.map((platform) => world.addCampaign(platform)));
  const [campaign] = campaigns;
  if (campaign === undefined) throw new Error('A portfolio needs campaigns.');
  const wishes = campaigns.map(({ campaign_id }) => ({ campaign_id, daily_budget_minor: raisedBudgetMinor }));
  return world.grant({ platform: 'meta_ads', action: 'change_portfolio', campaign }, { wishes });
}

/** The writer of a set is killed after the second of its four answers; who takes over makes the rest and repeats nothing. */
export async function playKilledPortfolio(world: ChaosWorld, writers: Writers, at: string): Promise<Round> {
  const job = await preparePortfolio(world);
  const doomed = await writers.start(job, { MBI_FAILPOINT: `${at}:2` });
  if ((await doomed.exited) !== 1) throw new Error(`The writer of a portfolio was not killed at ${at}.`);
  const killed = performance.now();
  const told = await world.settle(job);
  const seconds = (performance.now() - killed) / 1000;
  return { scenario: 'kill -9 in the middle of a set', platform: 'all four', told, seconds };
}

/** One item of a set is refused by its platform: the others are made, and each has a result of its own. */
export async function playPartialFailure(world: ChaosWorld, struck: number): Promise<Round> {
  const job = await preparePortfolio(world);
  const entity_id = job.request.change_set.changes[struck]?.entity_id;
  // Meta has no partial failure of its own; there the write is refused whole.
  const kind = job.request.change_set.changes[struck]?.platform === 'meta_ads' ? 'throttle' : 'partial_failure';
  await world.stage.sandbox.fault({ kind, times: null, match: { entity_id, access: 'write' } });
  const told = await world.settle(job);
  return { scenario: 'one item of a set fails', platform: 'all four', told, seconds: null };
}
