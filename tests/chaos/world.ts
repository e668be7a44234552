import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { Platform } from '../../contracts/ad-platform.ts';
import type { DemoCampaign } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { seedCampaign } from '../../db/seed/campaign.ts';
import { seedRates } from '../../db/seed/money.ts';
import { openStage, type Stage } from '../ad-platforms/stage.ts';
import { newTestCampaign } from '../ad-platforms/test-campaign.ts';
import type { CapFact, Ending, Told } from './checkers/facts.ts';
import { checkAll } from './checkers/index.ts';
import { readFacts } from './checkers/read-facts.ts';
import { type CampaignWish, type MoneyKind, platformTimes } from './money-kinds.ts';
import { untilTold } from './settle.ts';

/** An approved change that waits to be applied. */
export type Job = {
  readonly platform: Platform;
  readonly action: string;
  readonly campaign: DemoCampaign;
  readonly request: Extract<ActionCall, { phase: 'apply' }>;
};

/** A stage with all four platforms on it, and a memory of what its rounds were told. */
export async function openChaosWorld() {
  const stage = await openStage();
  const environment: Readonly<Record<string, string>> = { ...stage.environment, ...platformTimes };
  const sandbox_url = environment.META_ADS_BASE_URL ?? '';
  /** Handlers as another process would have them: with adapters of their own. */
  const newHandlers = (extra: Parameters<Stage['handlersWith']>[0] = {}) =>
    stage.handlersWith({ adapters: prepareAdapters(environment), ...extra });
  const handlers = newHandlers();
  const { tenant } = stage;
  await withTenant(stage.database.owner, tenant.tenant_id, (tx) => seedRates(tx, tenant));
  const told = new Map<string, Told>();
  const budgets = new Map<string, number>();
  const campaigns = new Map<string, string>();
  const caps: CapFact[] = [];
  const endings: Ending[] = [];

  const heldAccount = (platform: Platform) =>
    tenant.other_accounts.find((each) => each.platform === platform) ?? { platform, account: tenant.account };

  /** A campaign of a round's own, on the platform and in our rows. */
  async function addCampaign(platform: Platform, wish: CampaignWish = {}): Promise<DemoCampaign> {
    const campaign = newTestCampaign();
    const held = heldAccount(platform);
    await stage.sandbox.addCampaign(held.account.external_id, { budget_owner: 'campaign', ...campaign, ...wish });
    await withTenant(stage.database.owner, tenant.tenant_id, async (tx) => {
      await seedCampaign(tx, campaign, await seedAdAccount(tx, tenant, environment.MBI_CREDENTIALS_KEY ?? '', held));
    });
    budgets.set(campaign.campaign_id, campaign.daily_budget_minor);
    campaigns.set(campaign.ad_set_id, campaign.campaign_id);
    return campaign;
  }

  /** Plans and approves an action on a platform. */
  async function prepare(platform: Platform, kind: MoneyKind): Promise<Job> {
    const campaign = await addCampaign(platform, kind.wish);
    if (kind.paused_before) await stage.sandbox.personEdits(campaign.campaign_id, 'status', 'PAUSED');
    const job = await grant({ platform, action: kind.action, campaign }, kind.params(campaign));
    if (kind.undone !== true) return job;
    await settle(job);
    const { execution_id } = job.request.origin;
    return grant({ platform, action: 'undo_execution', campaign }, { execution_id });
  }

  async function grant(about: Omit<Job, 'request'>, params: Job['request']['params']): Promise<Job> {
    const origin = await stage.startExecution();
    told.set(origin.execution_id, null);
    const planned = await stage.plan(origin, about.action, params, handlers);
    return { ...about, request: await stage.grantedCall(origin, planned, params) };
  }

  /** Brings a job to its end, as a worker does that takes it up; remembers what it told. */
  async function settle(job: Job, using = handlers): Promise<Told> {
    const end = await untilTold(() => stage.apply(job.action, job.request, using));
    told.set(job.request.origin.execution_id, end);
    return end;
  }

  const facts = () =>
    readFacts(stage, sandbox_url, { told, endings, caps, rates: { linkedin_ads: 1.16 }, budgets, campaigns });

  return {
    ...{ stage, sandbox_url, environment, newHandlers, heldAccount, addCampaign, prepare, grant, settle },
    ...{ told, caps, endings },
    facts,
    /** What breaks a law, once everything is healed and at rest. */
    verdict: async () => checkAll(await facts()),
    close: () => stage.close(),
  };
}
/** The world of a chaos run. */
export type ChaosWorld = Awaited<ReturnType<typeof openChaosWorld>>;
/** The handlers of a stage. */
export type Handlers = ReturnType<Stage['handlersWith']>;
