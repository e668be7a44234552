import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import type { Call } from '../door/call.ts';
import type { Personality, Scene } from '../door/personality.ts';
import { type Reply, replyOf } from '../door/reply.ts';
import { createTokens } from '../door/tokens.ts';
import { type AccountSpec, accountSpecSchema } from '../world/account-spec.ts';
import { openBooks } from '../world/books.ts';
import { openWorld } from '../world/world.ts';
import { testCampaign } from './test-campaign.ts';

/** When a stage begins: a Saturday at noon. */
export const noon = Date.parse('2026-11-21T12:00:00.000Z');

/** A call as it comes through the door; a body that is bytes is no JSON. */
export function callOf(
  method: string,
  target: string,
  body: unknown = null,
  headers: Readonly<Record<string, string>> = {},
): Call {
  const mark = target.indexOf('?');
  const raw_query = mark === -1 ? '' : target.slice(mark + 1);
  return {
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    url: new URL(target, 'http://localhost'),
    query: parse(raw_query),
    raw_query,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.isBuffer(body) ? null : body,
    bytes: Buffer.isBuffer(body) ? body : Buffer.from(body === null ? '' : JSON.stringify(body)),
    request_id: 'request-1',
  };
}

/**
 * An account with the test campaign (9001 to 9008), and a platform that answers for it in this process: behind the door, so
 * that neither tokens nor faults are asked.
 */
export function openStage(
  personality: Personality,
  told: Partial<AccountSpec> & Pick<AccountSpec, 'external_id'>,
  campaign: Parameters<typeof testCampaign>[0] = {},
) {
  const { platform } = personality;
  const named = { platform, name: 'Test', currency: 'USD', timezone: 'UTC', sandbox_token: 'token', ...told };
  const account = accountSpecSchema.parse(named);
  let now = noon;
  const directory = mkdtempSync(join(tmpdir(), 'stage-'));
  const world = openWorld({ directory, realNow: () => now, seed: 'stage', startAt: null });
  const added = world.addCampaign({ account_id: account.external_id, account, campaign: testCampaign(campaign) });
  if (!added) throw new Error('the campaign could not be added');
  const scene = (): Scene => {
    const openNow = () => openBooks(world, account, world.clock.now());
    return { world, tokens: createTokens(world), account, books: openNow(), openNow, itemFails: () => false };
  };
  const answer = (call: Call): Reply => {
    try {
      return personality.answer(call, scene());
    } catch (error) {
      const reply = replyOf(error);
      if (reply === null) throw error;
      return reply;
    }
  };
  return {
    world,
    account,
    scene,
    answer,
    call: (...parts: Parameters<typeof callOf>) => answer(callOf(...parts)),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    /** Field and value of every line of the ledger. */
    ledger: () => world.ledger().map(({ entity_id, field, after }) => [entity_id, field, after] as const),
    close: world.close,
  };
}
