import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adCopySchema } from '../../contracts/ad-copy.ts';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { creativeContentSchema } from '../../contracts/change-set.ts';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { sandboxControls } from '../ad-platforms/sandbox-controls.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { setMood, vendorsAt } from '../reasoning/model-moods.ts';
import { decideAtOnce, withoutSpares, wornCampaign, writingMood } from './worn-ad.ts';

const [tenant] = demoTenants;
const meta = tenant?.campaigns[0]?.campaign_id ?? '';
const google = tenant?.other_accounts.find((each) => each.platform === 'google_ads')?.campaigns[0]?.campaign_id ?? '';
const budgetOf = (id: string) =>
  (tenant === undefined ? [] : campaignsOf(tenant)).find((each) => each.campaign_id === id)?.daily_budget_minor ?? 0;

const source = `
id: lower_two_v1
name: Lower two
scope: none
steps:
  - id: lower
    agent: AdPlatformAgent
    action: change_portfolio
    params:
      wishes:
        - { campaign_id: "${meta}", daily_budget_minor: ${budgetOf(meta) - 1_000} }
        - { campaign_id: "${google}", daily_budget_minor: ${budgetOf(google) - 1_000} }
approval: { approvers: { roles: [approver] }, undo_window: 0s }
guardrails: { require_approval_if: "true" }
`;

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;
let admin: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  await stack.deploy('lower-two', source);
  [marketer, approver, admin] = await Promise.all([stack.as('marketer'), stack.as('approver'), stack.as('admin')]);
}, 120_000);
afterAll(() => stack.stop());

async function values(entity_id: string): Promise<readonly number[]> {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  const { entries } = ledgerSchema.parse(await answer.json());
  return entries.filter((entry) => entry.entity_id === entity_id).map((entry) => Number(entry.after));
}

/** The question that an execution waits with. */
async function questionOf(execution_id: string) {
  await admin.untilExecution(execution_id, ['waiting_for_approval']);
  const found = await admin.get(`/v2/approvals?status=pending&execution_id=${execution_id}`);
  return admin.get(`/v2/approvals/${found.text('data.0.approval_id')}`);
}
type Question = Awaited<ReturnType<typeof questionOf>>;
const approve = (person: HttpClient, question: Question, edits: object = {}) =>
  person.post(`/v2/approvals/${question.text('approval_id')}/decisions`, {
    plan_digest: question.text('plan_digest'),
    decision: 'approve',
    reason: 'agreed',
    ...edits,
  });

/** The question that comes after this one. */
async function nextQuestion(execution_id: string, before: Question): Promise<Question> {
  const newest = async () =>
    (await admin.get(`/v2/approvals?status=pending&execution_id=${execution_id}`)).at('data.0.approval_id');
  const known = [undefined, before.text('approval_id')];
  await expect
    .poll(async () => known.includes(String((await newest()) ?? '') || undefined), { timeout: 30_000 })
    .toBe(false);
  return admin.get(`/v2/approvals/${String(await newest())}`);
}

describe('what a person approved is taken back', () => {
  it('over two platforms, once somebody else agrees, and every change is told as taken back', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const started = await marketer.post('/v2/playbooks/lower-two/execute', { inputs: {} });
    const execution_id = started.text('execution_id');
    expect((await approve(approver, await questionOf(execution_id))).status).toBe(200);
    await admin.untilExecution(execution_id, ['completed']);
    expect([await values(meta), await values(google)]).toEqual([[budgetOf(meta) - 1_000], [budgetOf(google) - 1_000]]);

    const person = `approver@${tenant?.email_domain}`;
    const selector = { approver: person, since };
    const undo = await admin.post('/v2/undo', { selector, reason: 'The plan was wrong' });
    expect(undo.status).toBe(202);
    const question = await questionOf(undo.text('execution_id'));
    expect(question.text('title')).toContain('Take back 2 fields of 2 campaigns');
    expect(question.at('evidence')).toMatchObject({ live: true, goes_back: [{}, {}], stays: [], spent: [{}, {}] });
    expect((await approve(approver, question)).at('code')).toBe('DECISION_SELF_APPROVAL');
    expect((await approve(marketer, question)).status).toBe(200);
    await admin.untilExecution(undo.text('execution_id'), ['completed']);
    expect((await values(meta)).at(-1)).toBe(budgetOf(meta));
    expect((await values(google)).at(-1)).toBe(budgetOf(google));

    const list = await admin.get(`/v2/changes?approver=${person}&execution_id=${execution_id}`);
    const told = [0, 1].map((index) => [list.at(`data.${index}.standing.word`), list.at(`data.${index}.approved_by`)]);
    expect(told).toEqual([
      ['Taken back', [person]],
      ['Taken back', [person]],
    ]);
    const again = await admin.post('/v2/undo', { selector, reason: 'Once more' });
    expect([again.status, again.at('code')]).toEqual([409, 'CHANGES_NOT_UNDOABLE']);
  }, 120_000);
});

describe('new words for a worn ad', () => {
  beforeAll(async () => {
    await stack.syncInsights([wornCampaign]);
    await decideAtOnce(stack);
  }, 60_000);
  const analysed = async () => {
    await withoutSpares(stack);
    const inputs = { campaign_id: wornCampaign };
    const started = await admin.post('/v2/playbooks/campaign-health/execute', { inputs });
    return started.text('execution_id');
  };
  const readCopy = async () => {
    const engineer = await stack.as('engineer');
    const params = { campaign_id: wornCampaign };
    const ran = await engineer.post('/v2/actions/AdPlatformAgent.read_ad_copy/run', { params });
    const ended = await engineer.untilExecution(ran.text('execution_id'), ['completed']);
    return adCopySchema.parse(ended.at('steps.0.output'));
  };
  const controls = () => sandboxControls(stack.sandbox.url);
  const creativesOf = () => stack.database.owner.sql`
    select creative_id, state, content ->> 'headline' as headline from creatives
    where campaign_id = ${wornCampaign} order by headline nulls first, creative_id`;

  it('are written by a person from a brief where there is no model; what the platform would refuse comes back with why', async () => {
    const execution_id = await analysed();
    const asked = await questionOf(execution_id);
    expect(asked.text('title')).toBe('Trail Boots: write new words for the worn ad');
    expect(asked.at('evidence.copy')).toMatchObject({
      ...{ status: 'no_model', variants: [], contents: [], second_look: null },
      brief: { variants_wanted: 3, worn: [{ texts: { bodies: ['Made-up ad of Trail Boots'] } }] },
    });
    expect(asked.text('evidence.copy.brief.text')).toContain('headline: at most 255 characters');
    const variants = [{ headline: 'Rain stays outside', body: 'All on www.shop.example' }];
    expect((await approve(marketer, asked, { edits: { variants } })).status).toBe(200);
    const again = await nextQuestion(execution_id, asked);
    expect(again.at('evidence.copy')).toMatchObject({
      ...{ status: 'entered', variants: [] },
      dropped: [{ findings: [{ check: 'link', field: 'body', found: 'www.shop.example' }] }],
    });
    const better = [{ headline: 'Rain stays outside', body: 'The best boots for wet trails.' }];
    expect((await approve(marketer, again, { edits: { variants: better } })).status).toBe(200);
    const making = await nextQuestion(execution_id, again);
    expect(making.at('evidence.copy.variants.0.findings')).toMatchObject([{ check: 'superlative', blocks: false }]);
    expect(making.at('change_set.changes')).toMatchObject([
      { field: 'content_digest', before: null, content: better[0] },
    ]);
    const no = { decision: 'reject', reason: 'bad_timing' };
    expect((await approve(approver, making, no)).status).toBe(200);
    await admin.untilExecution(execution_id, ['rejected']);
    expect(await creativesOf()).toMatchObject([{ state: 'active' }, { state: 'active' }]);
    expect(await controls().creativesMade('mbi-')).toEqual([]);
  }, 120_000);

  it('are written by a model, judged by another, changed and approved by people, made once, shown, and taken back', async () => {
    await setMood(stack.sandbox.url, writingMood);
    await stack.restartWorker(vendorsAt(stack.sandbox.url));
    const execution_id = await analysed();
    const asked = await questionOf(execution_id);
    expect(asked.text('title')).toBe('Trail Boots: new words for the worn ad');
    const objection = expect.stringMatching(/: no source speaks of a hill\.$/);
    expect(asked.at('evidence.copy')).toMatchObject({
      ...{ status: 'written', second_look: { verdict: 'disagreed', objections: [] } },
      variants: [{ objections: [] }, { headline: 'Up the hill and home', objections: [objection] }],
      dropped: [{ headline: 'The best boots in town' }],
    });
    const calls = await stack.database.owner.sql`
      select task, role from llm_calls where execution_id = ${execution_id}`;
    expect(calls.map((call) => call.task)).toEqual(expect.arrayContaining(['ad_copy', 'verification']));

    const [first, second] = z.array(creativeContentSchema).parse(asked.at('params.contents'));
    const long = { contents: [{ ...first, headline: 'x'.repeat(256) }, second] };
    expect((await approve(marketer, asked, { edits: long })).status).toBe(200);
    const refused = await nextQuestion(execution_id, asked);
    expect(refused.at('evidence.refused_edit')).toMatchObject({
      code: 'ACTION_PARAMS_INVALID',
      message: expect.stringContaining('contents.0.headline: It has 256 characters; 255 is the most.'),
    });
    expect(refused.at('plan_digest')).toBe(asked.at('plan_digest'));
    const contents = [{ ...first, headline: 'Rain stays out' }, second];
    expect((await approve(marketer, refused, { edits: { contents } })).status).toBe(200);
    const changed = await nextQuestion(execution_id, refused);
    expect(changed.at('change_set.changes')).toMatchObject(contents.map((content) => ({ content })));
    expect(await controls().creativesMade('mbi-')).toEqual([]);
    // The answer to the first of them is lost on the way: it is found again, and not made twice.
    const match = { entity_id: tenant?.account.external_id ?? '', access: 'write', field: 'creative_content' };
    await controls().fault({ kind: 'apply_then_drop', match });
    expect((await approve(approver, changed)).status).toBe(200);

    const showing = await nextQuestion(execution_id, changed);
    expect(showing.text('title')).toBe('Trail Boots: show the new words in place of the worn ad');
    expect(showing.at('evidence.made.0.content')).toMatchObject(contents[0] ?? {});
    const [, , ...made] = await creativesOf();
    expect(made).toMatchObject([
      { state: 'spare', headline: 'Rain stays out' },
      { state: 'spare', headline: 'Up the hill and home' },
    ]);
    for (const index of [0, 1]) {
      const key = changed.text(`change_set.changes.${index}.entity_id`);
      expect(await controls().creativesMade(key)).toHaveLength(1);
    }
    expect((await approve(approver, showing)).status).toBe(200);
    await admin.untilExecution(execution_id, ['completed']);
    const { ads: after, spare } = await readCopy();
    const ad_id = showing.text('change_set.changes.0.entity_id');
    const adOf = (ads: typeof after) => ads.find((ad) => ad.ad_id === ad_id);
    expect(adOf(after)).toMatchObject({
      ...{ creative_id: made[0]?.creative_id, texts_from: 'platform', shown_since: expect.any(String) },
      texts: { headlines: ['Rain stays out'], bodies: [first?.body], link_url: 'https://shop.example/' },
    });
    expect(spare.map((each) => each.content.headline)).toEqual(['Up the hill and home']);

    const selector = { execution_id };
    const preview = await admin.post('/v2/undo/preview', { selector });
    expect(preview.body).toMatchObject({
      goes_back: [{ field: 'creative_id' }],
      stays: [{ reason: 'cannot_be_unmade' }, { reason: 'cannot_be_unmade' }],
    });
    const undo = await admin.post('/v2/undo', { selector, reason: 'The old words after all' });
    const undoing = undo.text('execution_id');
    await admin.untilExecution(undoing, ['completed']);
    const undone = await readCopy();
    expect(adOf(undone.ads)?.creative_id).toBe(showing.at('change_set.changes.0.before'));
    expect(undone.spare).toHaveLength(2);
    expect((await creativesOf()).map((row) => row.state)).toEqual(['active', 'active', 'spare', 'spare']);
    expect(await controls().creativesMade('mbi-')).toHaveLength(2);
  }, 120_000);
});
