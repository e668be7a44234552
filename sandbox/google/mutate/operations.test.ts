import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { refusedWith } from '../../testing/refused.ts';
import { openStage } from '../../testing/stage.ts';
import { createGoogle } from '../google.ts';
import { readMutate } from './operations.ts';
import { writerOf } from './writers.ts';

const customer = '9009009001';
const opened: ReturnType<typeof openStage>[] = [];
let stage: ReturnType<typeof openStage>;
beforeEach(() => {
  stage = openStage(createGoogle(), { external_id: customer });
  opened.push(stage);
});
afterAll(() => {
  for (const each of opened) each.close();
});

const name = (collection: string, id: string) => `customers/${customer}/${collection}/${id}`;
const mutate = (collection: string, body: unknown) =>
  stage.call('POST', `/v26/customers/${customer}/${collection}:mutate`, body);
const told = (reply: { status: number; body: unknown }) => `${reply.status} ${JSON.stringify(reply.body)}`;
const campaigns = writerOf('campaigns');
const read = (body: unknown, writer = campaigns) => refusedWith(() => readMutate(body, writer));
const pause = { update: { resourceName: name('campaigns', '9001'), status: 'PAUSED' }, updateMask: 'status' };

describe('a request to mutate', () => {
  it('says what is to be done, whether in part, and whether at all', () => {
    const request = readMutate({ operations: [pause, { remove: 'x' }], partialFailure: true }, campaigns);
    expect(request).toMatchObject({ partialFailure: true, validateOnly: false, mixed: false });
    expect(request.operations.map(({ kind, path }) => [kind, path])).toEqual([
      ['update', 'operations[0]'],
      ['remove', 'operations[1]'],
    ]);
    const mixed = readMutate({ mutate_operations: [{ campaign_operation: pause }], validate_only: true }, null);
    expect(mixed).toMatchObject({ mixed: true, validateOnly: true, operations: [{ mask: 'status' }] });
  });

  it.each<[string, unknown, string]>([
    ['a list', [pause], 'An object is expected'],
    ['nothing', null, 'An object is expected'],
    ['no operations', {}, 'REQUIRED_FIELD_MISSING'],
    ['an empty list', { operations: [] }, 'REQUIRED_FIELD_MISSING'],
    ['operations of the other form', { mutateOperations: [{ campaignOperation: pause }] }, 'Unknown name'],
    ['a switch that is none', { operations: [pause], dryRun: true }, 'Unknown name'],
    ['a switch in a text', { operations: [pause], validateOnly: 'true' }, 'TYPE_BOOL'],
    ['an operation in a text', { operations: ['pause'] }, 'TYPE_MESSAGE'],
    ['an operation without a kind', { operations: [{ updateMask: 'status' }] }, 'OPERATION_NOT_PRESENT'],
    ['an operation of two kinds', { operations: [{ ...pause, remove: 'x' }] }, 'OPERATION_NOT_PRESENT'],
    ['a kind that is none', { operations: [{ delete: 'x' }] }, 'Unknown name'],
    ['too many', { operations: Array.from({ length: 10_001 }, () => pause) }, 'TOO_MANY_MUTATE_OPERATIONS'],
  ])('with %s is refused', (_, body, value) => {
    expect(read(body)).toContain(value);
  });

  it.each<[string, unknown]>([
    ['an operation that is not wrapped', pause],
    ['one that is wrapped twice', { campaignOperation: pause, adGroupOperation: pause }],
    ['one of a kind that nobody knows', { labelOperation: pause }],
    ['a name of every object', { constructor: pause }],
  ])('of many kinds with %s is refused', (_, operation) => {
    expect(refusedWith(() => readMutate({ mutateOperations: [operation] }, null))).toContain('Unknown name');
  });
});

describe('operations', () => {
  const rename = (value: string) => ({
    update: { resourceName: name('campaigns', '9001'), name: value },
    updateMask: 'name',
  });
  const bad = { update: { resourceName: name('campaigns', '1'), status: 'PAUSED' }, updateMask: 'status' };

  it('are carried out all or none', () => {
    expect(told(mutate('campaigns', { operations: [rename('New'), bad] }))).toMatch(/^400 .*RESOURCE_NOT_FOUND/);
    expect(stage.ledger()).toEqual([]);
  });

  it('are carried out in part when that was asked for, and the bad ones are told by their row', () => {
    const reply = mutate('campaigns', { operations: [bad, rename('New')], partialFailure: true });
    expect(reply).toMatchObject({
      status: 200,
      body: { results: [{}, { resourceName: name('campaigns', '9001') }], partialFailureError: { code: 3 } },
    });
    expect(told(reply)).toContain('{"fieldName":"operations","index":0}');
    expect(stage.ledger()).toEqual([['9001', 'name', 'New']]);
  });

  it('change nothing when they are only validated, and are refused all the same when they are bad', () => {
    expect(mutate('campaigns', { operations: [rename('New')], validateOnly: true })).toMatchObject({
      ...{ status: 200, body: {}, applied: false },
    });
    expect(mutate('campaigns', { operations: [bad], validateOnly: true }).status).toBe(400);
    expect(stage.ledger()).toEqual([]);
  });

  it('each see what those before them did', () => {
    const budget = { name: 'B', amountMicros: '5000000', explicitlyShared: false };
    const campaign = {
      ...{
        name: 'Made',
        advertisingChannelType: 'SEARCH',
        status: 'PAUSED',
        campaignBudget: name('campaignBudgets', '-1'),
      },
      containsEuPoliticalAdvertising: 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING',
    };
    const mutateOperations = [
      { campaignBudgetOperation: { create: { resourceName: name('campaignBudgets', '-1'), ...budget } } },
      { campaignOperation: { create: { resourceName: name('campaigns', '-2'), ...campaign } } },
      { adGroupOperation: { create: { campaign: name('campaigns', '-2'), name: 'G', cpcBidMicros: '1500000' } } },
    ];
    const reply = mutate('googleAds', { mutateOperations });
    expect(told(reply)).toMatch(/campaignBudgetResult.*campaignResult.*adGroupResult/);
    expect(stage.ledger().map(([, field, after]) => [field, after])).toEqual([
      ['creation', 'Made'],
      ['creation', 'G'],
    ]);
    // The same again is refused as a whole: a live name is unique.
    const again = mutate('googleAds', { mutateOperations });
    expect(told(again)).toContain('DUPLICATE_CAMPAIGN_NAME');
    expect(stage.ledger()).toHaveLength(2);
  });

  it('say nothing of a temporary id that nobody has made', () => {
    const create = { campaign: name('campaigns', '-9'), name: 'G' };
    expect(told(mutate('adGroups', { operations: [{ create }] }))).toContain('RESOURCE_NOT_FOUND');
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a budget above the day', 'campaignBudgets', { amountMicros: '460050' }, 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
    ['a budget in a fraction', 'campaignBudgets', { amountMicros: 46.5 }, 'TYPE_INT64'],
    ['a total where there is a daily one', 'campaignBudgets', { totalAmountMicros: '5000000' }, 'BUDGET_PERIOD_DAILY'],
    ['a daily amount under another name', 'campaignBudgets', { dailyBudget: '46000000' }, 'Unknown name'],
  ])('with %s are refused', (_, collection, parts, value) => {
    const update = { resourceName: name('campaignBudgets', '79001'), ...parts };
    const [field = ''] = Object.keys(parts);
    expect(told(mutate(collection, { operations: [{ update, updateMask: field }] }))).toContain(value);
    expect(stage.ledger()).toEqual([]);
  });
});
