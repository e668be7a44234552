import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { offsetPage } from './offset-paging.ts';
import { badInput, notFound } from './refusals.ts';
import { type RestliRecord, textOf } from './restli-query.ts';
import { requireKey } from './urn.ts';

const windowSchema = z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90)]);
const ruleSchema = z.strictObject({
  name: z.string().min(1).max(255),
  account: z.string(),
  conversionMethod: z.literal('CONVERSIONS_API'),
  type: z.string().min(1),
  postClickAttributionWindowSize: windowSchema.default(30),
  viewThroughAttributionWindowSize: windowSchema.default(7),
  attributionType: z.enum(['LAST_TOUCH_BY_CAMPAIGN', 'LAST_TOUCH_BY_CONVERSION']).default('LAST_TOUCH_BY_CAMPAIGN'),
});

/** `POST /conversions`: a rule that events are sent to; 201 with its id in a header. */
export function createRule(call: Call, scene: Scene): Reply {
  const parsed = ruleSchema.safeParse(call.body);
  if (!parsed.success) throw badInput('conversion', z.prettifyError(parsed.error));
  const { platform, external_id: account_id } = scene.account;
  if (requireKey('sponsoredAccount', parsed.data.account, 'account') !== account_id) {
    throw badInput('account', 'is another account');
  }
  const key = scene.world.newId();
  scene.world.shelf.put({ platform, account_id, kind: 'conversion_rule', key, value: parsed.data });
  return { status: 201, body: undefined, headers: { 'x-restli-id': key } };
}

function rulesOf({ world, account }: Scene) {
  const items = world.shelf.all(account.platform, account.external_id, 'conversion_rule');
  return items.map(({ key, value }) => ({ id: Number(key), enabled: true, ...ruleSchema.parse(value) }));
}

/** `GET /conversions?q=account&account=…`: the rules that were made over the API. */
export function findRules(query: RestliRecord, scene: Scene): Reply {
  if (textOf(query, 'q') !== 'account') throw badInput('q', 'the finder here is account', 'PARAM_INVALID');
  const key = requireKey('sponsoredAccount', textOf(query, 'account'), 'account');
  if (key !== scene.account.external_id) throw badInput('account', 'is another account', 'PARAM_INVALID');
  return { status: 200, body: offsetPage(rulesOf(scene), query, 1000) };
}

/** `GET /conversions/{id}`. */
export function readRule(id: string, scene: Scene): Reply {
  const rule = rulesOf(scene).find((each) => String(each.id) === id);
  if (rule === undefined) throw notFound(`conversion ${id}`);
  return { status: 200, body: rule };
}

/** `PUT /campaignConversions/(campaign:urn…,conversion:urn…)`: links a campaign of the account to a rule; 204. */
export function linkRule(key: string, scene: Scene): Reply {
  const names = /^\(campaign:([^,]+),conversion:([^,]+)\)$/.exec(key);
  const [, campaign = '', conversion = ''] = (names ?? []).map((part) => decodeURIComponent(part));
  const found = scene.openNow().entity(requireKey('sponsoredCampaign', campaign, 'campaign'));
  if (found?.kind !== 'ad_set') throw notFound(campaign);
  const { platform, external_id: account_id } = scene.account;
  const value = { campaign, conversion };
  scene.world.shelf.put({ platform, account_id, kind: 'campaign_conversion', key, value });
  return { status: 204, body: undefined };
}
