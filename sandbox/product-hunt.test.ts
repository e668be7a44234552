import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bornAt, type SandboxProcess, startSandboxProcess } from './testing/sandbox-process.ts';
import { testCampaign } from './testing/test-campaign.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
const account = {
  ...{ platform: 'product_hunt', external_id: '900900', name: 'Mia Maker', currency: 'USD' },
  ...{ timezone: 'America/Los_Angeles', sandbox_token: 'token-of-mia' },
};
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
  const campaign = { ...testCampaign(), campaign_name: 'Trail Notes' };
  await sandbox.post('/_sandbox/campaigns', { account_id: account.external_id, account, campaign });
});

async function ask(query: string, variables: object = {}, token = 'token-of-mia') {
  const headers = { authorization: `Bearer ${token}` };
  return sandbox.call('POST', '/v2/api/graphql', { query, variables }, headers);
}
const later = (days: number) => sandbox.post('/_sandbox/clock', { advance_seconds: days * 86_400 });
const counts = async () =>
  (await ask('query ($id: ID) { post(id: $id) { votesCount commentsCount } }', { id: '9001' })).body;

describe('Product Hunt', () => {
  it('shows the maker and a launch by number and by name, with an alias where one is asked for', async () => {
    const viewer = await ask('{ viewer { user { id name username } } }');
    expect(viewer.body).toEqual({
      data: { viewer: { user: { id: '900900', name: 'Mia Maker', username: 'mia-maker' } } },
    });
    const named = await ask('{ it: post(slug: "trail-notes") { id url createdAt } }');
    expect(named.body).toMatchObject({ data: { it: { id: '9001', createdAt: bornAt } } });
    expect((await ask('{ post(id: 404) { id } }')).body).toEqual({ data: { post: null } });
  });

  it('has votes and comments from the market, which grow with the clock and begin with the launch', async () => {
    expect(await counts()).toEqual({ data: { post: { votesCount: 0, commentsCount: 0 } } });
    await later(1);
    const [first, again] = [JSON.stringify(await counts()), JSON.stringify(await counts())];
    expect(first).toBe(again);
    await later(2);
    const [before, after] = [JSON.parse(first), JSON.parse(JSON.stringify(await counts()))];
    expect(after.data.post.votesCount).toBeGreaterThan(before.data.post.votesCount);
    expect(after.data.post.commentsCount).toBeGreaterThan(before.data.post.commentsCount);
  });

  it('gives comments in pages, the newest first', async () => {
    await later(3);
    const page = (after: string | null) =>
      ask(
        'query ($after: String) { post(id: 9001) { comments(first: 2, after: $after, order: NEWEST) { totalCount edges { cursor node { id createdAt } } pageInfo { hasNextPage endCursor } } } }',
        { after },
      );
    const read = async (after: string | null) =>
      JSON.parse(JSON.stringify((await page(after)).body)).data.post.comments;
    const first = await read(null);
    const second = await read(first.pageInfo.endCursor);
    expect(first).toMatchObject({ edges: [{ cursor: 'MQ' }, { cursor: 'Mg' }], pageInfo: { hasNextPage: true } });
    const [one, two] = first.edges;
    expect(one.node.createdAt >= two.node.createdAt).toBe(true);
    expect(second.edges[0].node.id).not.toBe(two.node.id);
    expect(first.totalCount).toBeGreaterThan(2);
  });

  it('hides a launch until its time', async () => {
    const starts_at = '2026-11-25T08:01:00.000Z';
    const ids = { campaign_id: '9101', ad_set_id: '9102' };
    const ads = [{ ad_id: '9103', name: 'a', creative_id: '9105' }];
    const campaign = { ...testCampaign(), ...ids, ads, spare_creatives: [], campaign_name: 'Later', starts_at };
    await sandbox.post('/_sandbox/campaigns', { account_id: account.external_id, campaign });
    expect((await ask('{ post(id: 9101) { id } }')).body).toEqual({ data: { post: null } });
    await later(5);
    expect((await ask('{ post(id: 9101) { createdAt } }')).body).toEqual({ data: { post: { createdAt: starts_at } } });
  });

  it.each([
    [
      'a field that does not exist',
      '{ post(id: 9001) { dailyRank } }',
      "Field 'dailyRank' doesn't exist on type 'Post'",
    ],
    ['a field of every object', '{ constructor }', "Field 'constructor' doesn't exist on type 'Query'"],
    ['an argument that does not exist', '{ post(name: "x") { id } }', "Field 'post' doesn't accept argument 'name'"],
    ['nothing below an object', '{ viewer }', "Field must have selections (field 'viewer' returns Viewer)"],
    [
      'a variable that was not declared',
      '{ post(id: $id) { id } }',
      'Variable $id is used by the query but not declared',
    ],
    ['half a question', '{ viewer { user { id }', 'Parse error on ""'],
    ['a mutation', 'mutation { vote(postId: 1) { id } }', 'Your application does not have write access'],
  ])('complains of %s as GraphQL does, with status 200', async (_name, query, message) => {
    expect(await ask(query)).toMatchObject({ status: 200, body: { data: null, errors: [{ message }] } });
  });

  it('counts points, tells how many are left, and answers 429 when there are none until the window is over', async () => {
    // A window that no other test has asked in.
    await sandbox.post('/_sandbox/clock', { advance_seconds: 1_800 });
    const one = await ask('{ viewer { user { id } } }');
    expect(one.headers.get('x-rate-limit-limit')).toBe('6250');
    expect(one.headers.get('x-rate-limit-remaining')).toBe('6247');
    const fields = Array.from({ length: 6_300 }, (_, index) => `f${index}: id`).join(' ');
    expect((await ask(`{ viewer { user { ${fields} } } }`)).headers.get('x-rate-limit-remaining')).toBe('-55');
    const refused = await ask('{ viewer { user { id } } }');
    expect(refused).toMatchObject({ status: 429, body: { errors: [{ error: 'rate_limit_reached' }] } });
    await sandbox.post('/_sandbox/clock', { advance_seconds: 900 });
    expect((await ask('{ viewer { user { id } } }')).status).toBe(200);
  });

  it('knows its makers by their tokens, and nobody else', async () => {
    const wrong = { status: 401, body: { errors: [{ error: 'invalid_oauth_token' }] } };
    expect(await ask('{ viewer { user { id } } }', {}, 'nobody')).toMatchObject(wrong);
    await sandbox.fault({ kind: 'expired_token' });
    expect(await ask('{ viewer { user { id } } }')).toMatchObject(wrong);
    expect((await sandbox.call('POST', '/v2/api/graphql', '{', { authorization: 'Bearer token-of-mia' })).status).toBe(
      400,
    );
  });
});
