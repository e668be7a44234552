import { describe, expect, it } from 'vitest';
import { named, pageOf, recorded, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { readChangeLog } from './change-log.ts';
import { decodeBytes } from './python-bytes.ts';

const tiktok = replayedTiktok();
const task = success({ task_id: '77' });
const done = success({ status: 'SUCCESS' });
const empty = success({ status: 'SUCCESS', changelog: '' });
const log = { body: recorded('change-log') };
const runners = pageOf({ adgroup_id: '1830000000000012', budget: 15.5, budget_mode: 'BUDGET_MODE_TOTAL' });

describe('the change history', () => {
  it('tells ours from a person’s, in our terms, over the campaign and what lies below it', async () => {
    tiktok.answerWith(
      ...[{ body: recorded('campaign') }, runners, { body: recorded('ads') }],
      ...[task, done, log, task, done, empty, task, done, empty],
    );
    const changes = await tiktok.adapter().readChanges({ reference: named.campaign, since: '2026-11-20' });
    expect(changes).toEqual([
      {
        ...{ at: '2026-11-21T11:05:59.000Z', entity_id: '1830000000000001', field: 'daily_budget_minor' },
        ...{ before: 140_000, after: 46_000, actor: 'a***********h@example.com', ours: true },
      },
      {
        ...{ at: '2026-11-21T11:06:59.000Z', entity_id: '1830000000000001', field: 'status' },
        ...{ before: 'paused', after: 'active', actor: 'm**a@example.com', ours: false },
      },
    ]);
    const created = tiktok.sent().filter((request) => request.path.endsWith('/create/'));
    expect(created.map((request) => request.body)).toEqual(
      [
        ['CAMPAIGN', '"1830000000000001"'],
        ['ADGROUP', '"1830000000000012"'],
        ['AD', '"1830000000000021","1830000000000022"'],
      ].map(
        ([object_type, ids]) =>
          `{"advertiser_id":"7050050050051","start_time":"2026-11-20 00:00:00","end_time":"2026-11-21 12:00:01","timezone":"UTC","object_type":"${object_type}","object_ids":[${ids}]}`,
      ),
    );
  });
  it('is created, looked at until it is there, and downloaded', async () => {
    const running = success({ status: 'PROCESSING' });
    tiktok.answerWith(task, running, running, done, log);
    const changes = await tiktok.adapter().readChanges({ reference: named.ad, since: '2026-11-20T10:00:00.000Z' });
    expect(changes).toEqual([]);
    expect(tiktok.lines().slice(1)).toEqual([
      ...Array.from(
        { length: 3 },
        () => 'GET /open_api/v1.3/changelog/task/check/?advertiser_id=7050050050051&task_id=77',
      ),
      'GET /open_api/v1.3/changelog/task/download/?advertiser_id=7050050050051&task_id=77',
    ]);
    expect(tiktok.pauses).toEqual([500, 500]);
  });
  it('that fails or is never ready says so instead of claiming that nobody changed anything', async () => {
    const failed = success({ status: 'FAILED' });
    const running = success({ status: 'PROCESSING' });
    tiktok.answerWith(task, failed, task, ...Array.from({ length: 60 }, () => running));
    for (const _ of [1, 2]) {
      const reading = tiktok.adapter().readChanges({ reference: named.ad, since: '2026-11-20' });
      await expect(reading).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    }
    expect(tiktok.sent()).toHaveLength(63);
  });
  it('of more than 30 days comes in several exports', async () => {
    tiktok.answerWith(...[1, 2, 3].flatMap(() => [task, done, empty]));
    await tiktok.adapter().readChanges({ reference: named.ad, since: '2026-09-10T12:00:00.000Z' });
    const bodies = tiktok.sent().filter((request) => request.method === 'POST');
    expect(bodies.map((request) => /"start_time":"(.*?)","end_time":"(.*?)"/.exec(request.body)?.slice(1))).toEqual([
      ['2026-09-10 12:00:00', '2026-10-10 12:00:00'],
      ['2026-10-10 12:00:00', '2026-11-09 12:00:00'],
      ['2026-11-09 12:00:00', '2026-11-21 12:00:01'],
    ]);
  });
  it('of an ad group with a lifetime budget tells that budget, and a bid', async () => {
    const line = (name: string, before: string, after: string) =>
      `2026-11-21 11:59,Ad group,1830000000000012,Budget & Schedule,a@example.com,Marketing API,1,"[{""name"": ""${name}"", ""before_after"": [{""before"": ""${before}"", ""after"": ""${after}""}]}]"`;
    const lines = [line('Budget', '15.50 USD', '20.00 USD'), line('Bid', '1.80', '2'), line('Name', 'a', 'b')];
    const changelog = `Time,log_object_type,Object ID,Object,Operator,Source,App ID,Activity details\n${lines.join('\n')}`;
    tiktok.answerWith(runners, pageOf(), task, done, success({ changelog }));
    const reference = { ...named.ad_set, entity_id: '1830000000000012' };
    const changes = await tiktok
      .adapter({ app: { app_id: null, secret: null } })
      .readChanges({ reference, since: '2026-11-21' });
    expect(changes.map(({ field, before, after, ours }) => [field, before, after, ours])).toEqual([
      ['lifetime_budget_minor', 1550, 2000, false],
      ['bid_amount_minor', 180, 200, false],
      ['other', 'a', 'b', false],
    ]);
    // The log knows the minute only, and nothing lies after now.
    expect(changes[0]?.at).toBe('2026-11-21T11:59:59.000Z');
  });
  it('of an image is not kept by TikTok', async () => {
    const reading = tiktok.adapter().readChanges({ reference: named.creative, since: '2026-11-21' });
    await expect(reading).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
  });
});

describe('a change log', () => {
  const table =
    'Time,log_object_type,Object ID,Object,Operator,Source,App ID,Activity details\r\n2026-02-02 04:05,Ad group,18,On/Off Status,y*n@example.com,Marketing API,75,"[{""action"": ""Change "", ""name"": ""Ad group"", ""before_after"": [{""before"": ""b\'Paused\'"", ""after"": ""b\'Enabled\'""}]}]"\r\n';
  const literal = (text: string) =>
    `b'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\r', '\\r').replaceAll('\n', '\\n')}'`;
  it.each([
    ['plain', `Status changes,1\r\n\r\n${table}`],
    ['in JSON', JSON.stringify({ file_data: literal(`Status changes,1\r\n\r\n${table}`), file_name: '7.csv' })],
    ['in Python', `{'file_data': ${literal(`Status changes,1\r\n\r\n${table}`)}, 'file_name': '7.csv'}`],
  ])('%s is read the same', (_name, changelog) => {
    expect(readChangeLog(changelog)).toEqual([
      {
        ...{ time: '2026-02-02 04:05', object_id: '18', topic: 'On/Off Status', name: 'Ad group' },
        ...{ before: 'Paused', after: 'Enabled', operator: 'y*n@example.com', app_id: '75' },
      },
    ]);
  });
  it('whose details cannot be read, or tell of no value, has no changes', () => {
    const line = (details: string) => `2026-02-02 04:05,Ad,18,Ad,x,y,--,${details}`;
    const header = table.split('\r\n')[0] ?? '';
    const lines = [line('not json'), line('"[{""action"": ""Create"", ""name"": ""Ad""}]"'), 'short'];
    expect(readChangeLog([header, ...lines].join('\n'))).toEqual([]);
  });
  it('without a table is not taken for one without changes', () => {
    expect(() => readChangeLog('Budget changes,0')).toThrow(
      expect.objectContaining({ code: 'PLATFORM_ANSWER_INVALID' }),
    );
  });
});

describe('a bytes literal of Python', () => {
  it.each([
    ["b'plain'", 'plain'],
    ['b"it\'s"', "it's"],
    [String.raw`b'\xc3\xa9t\xc3\xa9\r\n'`, 'été\r\n'],
    [String.raw`b'a\\nb \q'`, String.raw`a\nb \q`],
    ['no literal', 'no literal'],
  ])('%s stands for %j', (text, plain) => {
    expect(decodeBytes(text)).toBe(plain);
  });
});
