import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityReference } from '../../../contracts/ad-platform.ts';
import {
  type RecordedAnswer,
  type ReplayServer,
  startReplayServer,
} from '../../../tests/ad-platforms/replay-server.ts';
import { findProductHuntError, productHuntErrorTable } from './error-table.ts';
import { createProductHuntAdapter, type ProductHuntAdapterOptions } from './index.ts';

const account_id = '900900';
const launch: EntityReference = { account_id, entity_type: 'campaign', entity_id: '42' };
const post = {
  ...{ id: 42, name: 'Trail Notes', tagline: 'Maps', url: 'https://www.producthunt.com/posts/trail-notes' },
  ...{ createdAt: '2026-12-01T08:01:00Z', featuredAt: null, votesCount: '12', commentsCount: 2, isNew: true },
};
const comment = (id: number, createdAt: string) => ({
  node: { id, body: `Comment ${id}`, createdAt, url: null, votesCount: 0, parentId: null },
});
const page = (edges: readonly object[], endCursor: string | null) => ({
  edges,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const answer = (data: unknown): RecordedAnswer => ({ body: { data } });
const mine = (madePosts: unknown, id: string | number = 900900) => answer({ viewer: { user: { id, madePosts } } });

let server: ReplayServer;
let now: Date;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

function adapter(more: Partial<ProductHuntAdapterOptions> = {}) {
  now = new Date('2026-12-01T12:00:00.000Z');
  const options = { base_url: server.url, account_id, currency: 'USD', access_token: 'secret-token', now: () => now };
  return createProductHuntAdapter({ ...options, ...more });
}
const sentBy = async (work: () => Promise<unknown>) => {
  const before = server.received.length;
  const result = await work();
  return { result, sent: server.received.slice(before).map((each) => ({ ...each, json: JSON.parse(each.body) })) };
};
const launchQuery = { reference: launch, comments_since: null, most_comments: 50 };

describe('a launch', () => {
  it('is asked for by one POST with the token in a header and the number as a variable', async () => {
    server.answerWith(answer({ post }));
    const { result, sent } = await sentBy(() => adapter().readEntity(launch));
    expect(result).toMatchObject({ entity_id: '42', name: 'Trail Notes', status: 'active', daily_budget_minor: null });
    expect(sent).toMatchObject([{ method: 'POST', target: '/v2/api/graphql' }]);
    expect(sent[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      'content-type': 'application/json',
    });
    expect(sent[0]?.json.variables).toEqual({ id: '42', slug: null });
    expect(sent[0]?.json.query).not.toContain('42');
  });

  it('is found by the name in its address, too, which never gets into the text of the question', async () => {
    server.answerWith(answer({ post }));
    const entity_id = '") { id } }';
    const { sent } = await sentBy(() => adapter().readEntity({ ...launch, entity_id }));
    expect(sent[0]?.json.variables).toEqual({ id: null, slug: entity_id });
    expect(sent[0]?.json.query).not.toContain(entity_id);
  });

  it('that is not there is not found, and what is no launch is not asked for', async () => {
    server.answerWith(answer({ post: null }));
    await expect(adapter().readEntity(launch)).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
    const { sent } = await sentBy(async () => {
      const missing = { code: 'PLATFORM_CAPABILITY_MISSING' };
      const hunt = adapter();
      await expect(hunt.readEntity({ ...launch, entity_type: 'ad' })).rejects.toMatchObject(missing);
      await expect(hunt.readChanges({ reference: launch, since: '2026-12-01' })).rejects.toMatchObject(missing);
      const write = { reference: launch, field: 'status', value: 'paused', request_id: 'r' } as const;
      await expect(hunt.write(write)).rejects.toMatchObject(missing);
      const days = { reference: launch, since: '2026-12-01', until: '2026-12-02', grain: 'day' } as const;
      expect(await hunt.readInsights(days)).toEqual([]);
      expect([await hunt.listAudiences(), await hunt.listChildren(launch)]).toEqual([[], []]);
    });
    expect(sent).toEqual([]);
  });

  it('comes with its counts and its comments after a moment; older pages are not asked for', async () => {
    const first = page([comment(3, '2026-12-01T11:00:00Z'), comment(2, '2026-12-01T10:00:00Z')], 'Mg');
    const second = page([comment(1, '2026-12-01T09:00:00Z'), comment(0, '2026-12-01T08:30:00Z')], 'NA');
    server.answerWith(answer({ post }), answer({ post: { comments: first } }), answer({ post: { comments: second } }));
    const comments_since = '2026-12-01T08:30:00.000Z';
    const { result, sent } = await sentBy(async () => await adapter().readLaunch?.({ ...launchQuery, comments_since }));
    expect(result).toMatchObject({ votes: 12, comments: 2, rank: null, created_at: '2026-12-01T08:01:00.000Z' });
    expect(result).toMatchObject({ new_comments: [{ comment_id: '3' }, { comment_id: '2' }, { comment_id: '1' }] });
    expect(sent.map((each) => each.json.variables.after)).toEqual([undefined, null, 'Mg']);
  });
});

describe('the launches of the maker', () => {
  it('come by cursor to the end, twenty at a time at most', async () => {
    const other = { ...post, id: 43, name: '' };
    server.answerWith(mine(page([{ node: post }], 'MQ')), mine(page([{ node: other }], null)));
    const { result, sent } = await sentBy(() => adapter({ page_size: 500 }).listCampaigns());
    expect(result).toMatchObject([{ entity_id: '42' }, { entity_id: '43', name: '43' }]);
    expect(sent.map((each) => each.json.variables)).toEqual([
      { first: 20, after: null },
      { first: 20, after: 'MQ' },
    ]);
  });

  it.each([
    [
      'says that there is more and not where',
      [page([], null)].map((each) => ({ ...each, pageInfo: { hasNextPage: true } })),
    ],
    ['leads back to where it was', [page([], 'MQ'), page([], 'MQ')]],
  ])('of a list that %s are an answer that cannot be understood', async (_name, pages) => {
    server.answerWith(...pages.map((each) => mine(each)));
    await expect(adapter().listCampaigns()).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
  });

  it.each([
    ['another maker', mine(page([{ node: post }], null), 1), 'another maker'],
    ['an application', answer({ viewer: null }), 'application'],
  ])('are refused with a token of %s', async (_name, given, words) => {
    server.answerWith(given);
    const message = expect.stringContaining(words);
    await expect(adapter().listCampaigns()).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED', message });
  });

  it('belong to an account in Pacific time that keeps the currency it was connected with', async () => {
    server.answerWith(answer({ viewer: { user: { id: 900900, name: 'Mia', username: 'mia' } } }));
    expect(await adapter({ currency: 'EUR' }).readAccount()).toEqual({
      ...{ account_id, name: 'Mia', currency: 'EUR', timezone: 'America/Los_Angeles' },
    });
  });
});

describe('what goes wrong', () => {
  const reached = { error: 'rate_limit_reached', error_description: 'Sorry.', details: { limit: 6250, reset_in: 102 } };
  it.each<[string, RecordedAnswer, object]>([
    [
      'quota',
      { status: 429, body: { data: null, errors: [reached] } },
      { code: 'PLATFORM_THROTTLED', retryAfterSeconds: 102 },
    ],
    [
      'quota that the header alone tells',
      { status: 429, headers: { 'x-rate-limit-reset': '77' }, body: {} },
      { code: 'PLATFORM_THROTTLED', retryAfterSeconds: 77 },
    ],
    ['token', { status: 401, body: { errors: [{ error: 'invalid_oauth_token' }] } }, { code: 'PLATFORM_UNAUTHORIZED' }],
    ['server', { status: 502, body: 'x' }, { code: 'PLATFORM_UNAVAILABLE' }],
    ['network', { drop: true }, { code: 'PLATFORM_UNAVAILABLE' }],
    [
      'field that is gone, under status 200',
      { body: { data: null, errors: [{ message: "Field 'votesCount' doesn't exist on type 'Post'" }] } },
      { code: 'PLATFORM_REFUSED', details: { meaning: expect.stringContaining('behind') } },
    ],
    [
      'question that is too large',
      { body: { errors: [{ message: 'Query has complexity of 900000, which exceeds max complexity of 500000' }] } },
      { code: 'PLATFORM_REFUSED' },
    ],
    ['part of an answer', { body: { data: { post }, errors: [{ message: 'Oops' }] } }, { code: 'PLATFORM_REFUSED' }],
    ['missing count', answer({ post: { ...post, votesCount: null } }), { code: 'PLATFORM_ANSWER_INVALID' }],
    ['date that is none', answer({ post: { ...post, createdAt: 'soon' } }), { code: 'PLATFORM_ANSWER_INVALID' }],
  ])('%s is a coded error without the token', async (_name, given, error) => {
    server.answerWith(given);
    const thrown = await adapter()
      .readEntity(launch)
      .catch((reason: unknown) => reason);
    expect(thrown).toMatchObject(error);
    expect(`${thrown} ${JSON.stringify(thrown)}`).not.toContain('secret-token');
  });

  it('a quota that is used up keeps the next question from being sent, until it is whole again', async () => {
    const headers = { 'x-rate-limit-remaining': '-50', 'x-rate-limit-reset': '60' };
    const hunt = adapter();
    server.answerWith({ ...answer({ post }), headers }, answer({ post }));
    await hunt.readEntity(launch);
    const { sent } = await sentBy(async () => {
      now = new Date(now.getTime() + 18_000);
      await expect(hunt.readEntity(launch)).rejects.toMatchObject({
        code: 'PLATFORM_THROTTLED',
        retryAfterSeconds: 42,
      });
    });
    expect(sent).toEqual([]);
    now = new Date(now.getTime() + 42_000);
    expect(await hunt.readEntity(launch)).toMatchObject({ entity_id: '42' });
  });

  it('a quota of which something is left stops nothing', async () => {
    const headers = { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': '60' };
    const hunt = adapter();
    server.answerWith({ ...answer({ post }), headers }, answer({ post }));
    await hunt.readEntity(launch);
    expect(await hunt.readEntity(launch)).toMatchObject({ entity_id: '42' });
  });

  it('after eight failures in a row nothing is sent any more', async () => {
    const hunt = adapter({ outage_pause_seconds: 60 });
    server.answerWith(...Array.from({ length: 8 }, () => ({ status: 503 })));
    const { sent } = await sentBy(async () => {
      for (let call = 0; call < 10; call += 1)
        await expect(hunt.readEntity(launch)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    });
    expect(sent).toHaveLength(8);
  });

  it('every row of the table is reached by its code or its words, and a stranger by none', () => {
    for (const row of productHuntErrorTable) expect(row.meaning).not.toBe('');
    expect(findProductHuntError('constructor', 'toString')).toBeNull();
    expect(findProductHuntError('unauthorized_oauth', null)?.becomes).toBe('PLATFORM_UNAUTHORIZED');
  });
});
