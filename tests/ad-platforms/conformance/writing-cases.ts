import { expect } from 'vitest';
import type { EntityReference } from '../../../contracts/ad-platform.ts';
import { type Change, entityTypeSchema, writableFieldSchema } from '../../../contracts/change-set.ts';
import type { PlatformAbility } from '../../../contracts/platform-capabilities.ts';
import { type ConformanceCase, daysAhead, errorOf } from './conformance-case.ts';
import type { CampaignWish, CaseCampaign, Subject } from './subject.ts';

type Field = Change['field'];
/** How a field is tried: on what campaign, and with which values one after the other. */
type Trial = {
  readonly campaign?: CampaignWish;
  readonly values: (made: CaseCampaign, audiences: readonly string[]) => readonly (string | number)[];
};

const audienceLists = (_made: CaseCampaign, [first = '', second = '']: readonly string[]) => [
  first,
  `${first},${second}`,
  '',
];

function trialOf(field: Exclude<Field, 'content_digest'>, owner: 'campaign' | 'ad_set'): Trial {
  switch (field) {
    case 'daily_budget_minor':
      return { campaign: { budget_owner: owner }, values: () => [41_000, 38_500] };
    case 'lifetime_budget_minor':
      return {
        campaign: { budget_owner: owner, lifetime_budget_minor: 500_000, ends_at: daysAhead(30) },
        values: () => [600_000, 550_000],
      };
    case 'bid_amount_minor':
      return { values: () => [260, 240] };
    case 'status':
      return { values: () => ['paused', 'active'] };
    case 'creative_id':
      return { values: (made) => [made.spare_creative_id] };
    case 'starts_at':
      return {
        campaign: { starts_at: daysAhead(3), ends_at: daysAhead(40) },
        values: () => [daysAhead(5), daysAhead(4)],
      };
    case 'ends_at':
      return { values: () => [daysAhead(30), daysAhead(45)] };
    case 'included_audience_ids':
    case 'excluded_audience_ids':
      return { values: audienceLists };
    case 'audience_expansion':
      return { values: () => ['on', 'off', 'on'] };
  }
}

/** Two audiences of the account for a case; ids sort as they are made. */
async function twoAudiences({ controls, account_id }: Subject): Promise<readonly string[]> {
  const ids = [1, 2].map((index) => `7${Date.now()}${index}`);
  await controls.addAudiences(
    account_id,
    ids.map((audience_id) => ({
      ...{ audience_id, name: `Audience ${audience_id}`, kind: 'custom' as const, size: 5_000, ready: true },
    })),
  );
  return ids;
}

async function tryField(subject: Subject, entity_type: EntityReference['entity_type'], field: Field): Promise<void> {
  if (field === 'content_digest' || entity_type === 'creative') return;
  const { campaign: wish = {}, values } = trialOf(field, entity_type === 'campaign' ? 'campaign' : 'ad_set');
  const made = await subject.addCampaign(wish);
  const audiences = field.endsWith('audience_ids') ? await twoAudiences(subject) : [];
  const platform = await subject.adapter();
  const reference = made[entity_type];
  let applied = 0;
  for (const value of values(made, audiences)) {
    const answer = await platform.write({ reference, field, value, request_id: `conformance-${applied}` });
    applied += 1;
    expect(answer.platform_request_id).not.toBe('');
    expect((await platform.readEntity(reference))[field], `${entity_type}.${field}`).toBe(value);
    expect(await subject.applications(reference.entity_id), `${entity_type}.${field}`).toBe(applied);
  }
}

/** The first value of a field is written, and the answer is lost: it is there, once, and nobody has sent it again. */
async function loseAnswer(subject: Subject, entity_type: EntityReference['entity_type'], field: Field): Promise<void> {
  if (field === 'content_digest' || entity_type === 'creative') return;
  const { campaign: wish = {}, values } = trialOf(field, entity_type === 'campaign' ? 'campaign' : 'ad_set');
  const made = await subject.addCampaign(wish);
  const audiences = field.endsWith('audience_ids') ? await twoAudiences(subject) : [];
  const platform = await subject.adapter();
  const reference = made[entity_type];
  const { entity_id } = reference;
  const [value = ''] = values(made, audiences);
  await subject.mishap('applied_and_dropped', { entity_id, access: 'write' });
  const error = await errorOf(platform.write({ reference, field, value, request_id: 'lost' }));
  expect(error, `${entity_type}.${field}`).toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
  expect((await platform.readEntity(reference))[field], `${entity_type}.${field}`).toBe(value);
  expect(await subject.applications(entity_id), `${entity_type}.${field}`).toBe(1);
}

/** Which ability stands for writing a field. */
const abilityOf: readonly (readonly [PlatformAbility, Field])[] = [
  ['set_daily_budget', 'daily_budget_minor'],
  ['set_lifetime_budget', 'lifetime_budget_minor'],
  ['set_bid', 'bid_amount_minor'],
  ['set_status', 'status'],
  ['rotate_creative', 'creative_id'],
  ['upload_creative', 'content_digest'],
  ['set_schedule', 'ends_at'],
  ['include_audiences', 'included_audience_ids'],
  ['exclude_audiences', 'excluded_audience_ids'],
  ['audience_expansion', 'audience_expansion'],
];

const writableFields = writableFieldSchema.options.filter((field) => field !== 'content_digest');

/** One case for each field: wherever the platform says that it can be written, it is, absolutely and once. */
const fieldCases = writableFields.map(
  (field): ConformanceCase => ({
    name: `sets ${field} to an absolute value with one mutation each`,
    offered: ({ platform }) => Object.values(platform.capabilities.writable).some((fields) => fields.includes(field)),
    run: async (subject) => {
      for (const entity_type of entityTypeSchema.options) {
        if (subject.capabilities.writable[entity_type].includes(field)) await tryField(subject, entity_type, field);
      }
    },
  }),
);

/** What writing promises, field by field. */
export const writingCases: readonly ConformanceCase[] = [
  ...fieldCases,
  {
    name: 'every kind of write whose answer is lost is there once',
    offered: ({ platform }) => Object.values(platform.capabilities.writable).some((fields) => fields.length > 0),
    run: async (subject) => {
      for (const entity_type of entityTypeSchema.options)
        for (const field of subject.capabilities.writable[entity_type]) await loseAnswer(subject, entity_type, field);
    },
  },
  {
    name: 'says of itself what it can write, and nothing else',
    run: async ({ adapter, capabilities }) => {
      const fields = Object.values(capabilities.writable).flat();
      for (const [ability, field] of abilityOf)
        expect(capabilities.abilities.includes(ability), ability).toBe(fields.includes(field));
      const sends = (await adapter()).sendConversions !== undefined;
      expect(sends).toBe(capabilities.abilities.includes('send_conversions'));
      for (const owner of capabilities.budget_owners)
        expect(capabilities.writable[owner]).toContain('daily_budget_minor');
    },
  },
  {
    name: 'setting one audience list leaves the other and the expansion as they are',
    needs: ['include_audiences', 'exclude_audiences', 'audience_expansion'],
    run: async (subject) => {
      const { ad_set } = await subject.addCampaign();
      const [first = '', second = ''] = await twoAudiences(subject);
      const platform = await subject.adapter();
      const set = (field: Field, value: string) =>
        platform.write({ reference: ad_set, field, value, request_id: 'audiences' });
      await set('audience_expansion', 'on');
      await set('included_audience_ids', first);
      await set('excluded_audience_ids', second);
      expect(await platform.readEntity(ad_set)).toMatchObject({
        included_audience_ids: first,
        excluded_audience_ids: second,
        audience_expansion: 'on',
      });
    },
  },
  {
    name: 'lists the audiences of the account',
    needs: ['include_audiences'],
    run: async (subject) => {
      await subject.addCampaign();
      const ids = await twoAudiences(subject);
      const listed = await (await subject.adapter()).listAudiences();
      for (const audience_id of ids)
        expect(listed.find((each) => each.audience_id === audience_id)).toMatchObject({
          name: `Audience ${audience_id}`,
          ready: true,
        });
    },
  },
  {
    name: 'refuses what the platform cannot do before anything is sent',
    run: async (subject) => {
      const made = await subject.addCampaign();
      const sent: string[] = [];
      const platform = await subject.adapter({
        fetch: (...request) => {
          sent.push(String(request[0]));
          return fetch(...request);
        },
      });
      for (const entity_type of ['campaign', 'ad_set', 'ad'] as const)
        for (const field of writableFieldSchema.options) {
          if (subject.capabilities.writable[entity_type].includes(field)) continue;
          const wrong = { reference: made[entity_type], field, value: 1, request_id: 'wrong' };
          expect(await errorOf(platform.write(wrong)), `${entity_type}.${field}`).toMatchObject({
            code: 'PLATFORM_CAPABILITY_MISSING',
          });
        }
      expect(sent).toEqual([]);
    },
  },
];
