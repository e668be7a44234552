import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { accountSpecSchema } from './campaign-spec.ts';
import type { Entity } from './entity.ts';
import { openWorld, type World } from './world.ts';

const account = accountSpecSchema.parse({
  external_id: 'act_900',
  name: 'Test',
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  sandbox_token: 'test-token',
});
const added = { account_id: 'act_900', account, campaign: testCampaign() };

function open(directory = mkdtempSync(join(tmpdir(), 'world-')), realNow = () => 1_000_000) {
  return { directory, world: openWorld({ directory, realNow, seed: 'seed', startAt: null }) };
}

function campaignOf(world: World): Entity {
  const entity = world.inventory.entity('9001');
  if (entity?.kind !== 'campaign') throw new Error('the campaign is missing');
  return entity;
}

describe('the world', () => {
  it('is born at real time and stays as old in its next life', () => {
    const first = open();
    expect(first.world.birth()).toEqual({ seed: 'seed', born_at: 1_000_000, offset_milliseconds: 0 });
    first.world.close();
    const second = open(first.directory, () => 9_000_000);
    expect(second.world.birth().born_at).toBe(1_000_000);
    expect(second.world.clock.now()).toBe(9_000_000);
  });

  it('keeps ledger and journal in one order over a restart', () => {
    const { directory, world } = open();
    expect(world.addCampaign(added)).toBe(true);
    const campaign = campaignOf(world);
    world.mutate(campaign, { daily_budget: 41_000 }, 'r1');
    world.personEdits(campaign, 'daily_budget', 42_000, 'Person');
    world.mutate(campaign, { daily_budget: 43_000, name: 'New' }, 'r2');
    world.personEdits(campaign, 'name', 'Newest', 'Person');
    const before = world.timeline.all();
    world.close();
    const next = open(directory).world;
    expect(next.timeline.all()).toEqual(before);
    expect(next.timeline.of('9001').map((change) => [change.field, change.before, change.after, change.by])).toEqual([
      ['daily_budget', 40_000, 41_000, 'api'],
      ['daily_budget', 41_000, 42_000, 'person'],
      ['daily_budget', 42_000, 43_000, 'api'],
      ['name', 'Test', 'New', 'api'],
      ['name', 'New', 'Newest', 'person'],
    ]);
    expect(next.ledger().map((entry) => [entry.seq, entry.request_id])).toEqual([
      [1, 'r1'],
      [2, 'r2'],
      [3, 'r2'],
    ]);
  });

  it('tells the value at an earlier instant', () => {
    let now = 1_000_000;
    const { world } = open(undefined, () => now);
    world.addCampaign(added);
    now += 10_000;
    world.mutate(campaignOf(world), { daily_budget: 41_000 }, 'r1');
    expect(world.value(campaignOf(world), 'daily_budget', now - 1)).toBe(40_000);
    expect(world.value(campaignOf(world), 'daily_budget')).toBe(41_000);
    expect(world.value(campaignOf(world), 'lifetime_budget')).toBeNull();
  });

  it('refuses a campaign whose account is unknown or whose ids are taken', () => {
    const { world } = open();
    expect(world.addCampaign({ account_id: 'act_900', campaign: testCampaign() })).toBe(false);
    expect(world.addCampaign(added)).toBe(true);
    expect(world.addCampaign({ account_id: 'act_900', campaign: testCampaign() })).toBe(false);
    expect(world.addCampaign({ account_id: 'act_900', campaign: testCampaign({ campaign_id: '8001' }) })).toBe(false);
    expect(world.addCampaign({ ...added, account_id: 'act_901' })).toBe(false);
  });

  it('forgets everything at a reset, for its next life too', () => {
    const { directory, world } = open();
    world.addCampaign(added);
    world.mutate(campaignOf(world), { daily_budget: 41_000 }, 'r1');
    world.clock.advance(60);
    world.reset({ now: 5_000_000, seed: 'other' });
    expect(world.ledger()).toEqual([]);
    expect(world.timeline.all()).toEqual([]);
    expect(world.inventory.entity('9001')).toBeNull();
    world.close();
    const next = open(directory).world;
    expect(next.birth()).toMatchObject({ seed: 'other', born_at: 5_000_000 });
    expect(next.clock.now()).toBe(5_000_000);
    expect(next.ledger()).toEqual([]);
  });
});
