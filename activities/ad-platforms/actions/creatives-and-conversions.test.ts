import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adCopySchema } from '../../../contracts/ad-copy.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { openPause, resumePause } from '../../../db/queries/pauses.ts';
import { conversionUploads, creatives } from '../../../db/schema/index.ts';
import { publicPicture } from '../../../tests/ad-platforms/public-picture.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import { sha256Hex } from '../wire/identifier.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('upload_creatives', () => {
  const content = {
    name: 'Autumn boots',
    headline: 'Dry feet all day',
    body: 'Boots for wet trails.',
    link_url: 'https://shop.example/boots',
    image_url: null,
    call_to_action: 'shop_now',
  };
  it('makes a spare creative with the platform’s id, which a rotation can then show', async () => {
    const { campaign_id, ads } = await stage.addCampaign();
    const { planned } = await stage.write('upload_creatives', { campaign_id, contents: [content] });
    const [change] = planned.change_set.changes;
    expect(change).toMatchObject({ entity_type: 'creative', entity_name: 'Autumn boots', before: null, content });
    const [made, ...more] = await stage.sandbox.creativesMade(change?.entity_id ?? 'none');
    expect(more).toEqual([]);
    const rows = await stage.inTenant((tx) =>
      tx
        .select()
        .from(creatives)
        .where(eq(creatives.creative_id, made?.entity_id ?? '')),
    );
    expect(rows).toMatchObject([{ campaign_id, state: 'spare', content, content_digest: change?.after }]);
    const ad_id = ads[0]?.ad_id ?? '';
    await stage.write('rotate_creative', { campaign_id, ad_id, creative_id: made?.entity_id ?? '' });
    const shown = (await stage.sandbox.ledgerOf(ad_id)).map((entry) => entry.after);
    expect(shown).toEqual([made?.entity_id]);
  });
  it('the same content again changes nothing, and is another creative for another campaign', async () => {
    const [first, second] = [await stage.addCampaign(), await stage.addCampaign()];
    const one = await stage.write('upload_creatives', { campaign_id: first.campaign_id, contents: [content] });
    const again = await stage.write('upload_creatives', { campaign_id: first.campaign_id, contents: [content] });
    const other = await stage.write('upload_creatives', { campaign_id: second.campaign_id, contents: [content] });
    expect(again.planned.changes_anything).toBe(false);
    const key = (written: typeof one) => written.planned.change_set.changes[0]?.entity_id ?? '';
    expect(await stage.sandbox.creativesMade(key(one))).toHaveLength(1);
    expect(key(other)).not.toBe(key(one));
  });
  it('several are one plan in which every text stands, and the key of one is enough to show it', async () => {
    const { campaign_id, ads } = await stage.addCampaign();
    const contents = [content, { ...content, headline: 'Rain stays out', body: 'Sealed seams.' }, content];
    const { planned } = await stage.write('upload_creatives', { campaign_id, contents });
    const { changes, change_count } = planned.change_set;
    expect([change_count, changes.map((each) => each.content?.headline)]).toEqual([
      ...[2, ['Dry feet all day', 'Rain stays out']],
    ]);
    const [, second] = changes;
    const [made] = await stage.sandbox.creativesMade(second?.entity_id ?? 'none');
    await stage.write('rotate_creative', {
      campaign_id,
      ad_id: ads[0]?.ad_id ?? '',
      creative_id: second?.entity_id ?? '',
    });
    expect((await stage.sandbox.ledgerOf(ads[0]?.ad_id ?? '')).map((entry) => entry.after)).toEqual([made?.entity_id]);
    const copy = await stage.read('read_ad_copy', await stage.startExecution(), { campaign_id });
    expect(copy).toMatchObject({
      ...{ makes_creatives: true, rotates_creatives: true, rules: { headline: { shown_characters: 40 } } },
      spare: [{ content }],
    });
    expect(adCopySchema.parse(copy).ads.find((each) => each.ad_id === ads[0]?.ad_id)).toMatchObject({
      ...{ texts_from: 'platform', shown_since: expect.any(String), running: true },
      texts: { headlines: ['Rain stays out'], bodies: ['Sealed seams.'], link_url: content.link_url },
    });
  });
  it('is never made or shown by a rule: whoever asks, somebody must have said yes to the words', async () => {
    const { campaign_id, ads } = await stage.addCampaign();
    const byRule = async (action: string, params: JsonObject) => {
      const origin = await stage.startExecution();
      const planned = await stage.plan(origin, action, params);
      const call = await stage.grantedCall(origin, planned, params);
      return stage.apply(action, { ...call, grant: { kind: 'policy', rule: 'require_approval_if' } });
    };
    const contents = [JSON.parse(JSON.stringify(content))];
    const refused = { code: 'APPROVAL_GRANT_INVALID', message: 'New words of an ad always need somebody’s yes.' };
    await expect(byRule('upload_creatives', { campaign_id, contents })).rejects.toMatchObject(refused);
    const { planned } = await stage.write('upload_creatives', { campaign_id, contents });
    const show = {
      campaign_id,
      ad_id: ads[0]?.ad_id ?? '',
      creative_id: planned.change_set.changes[0]?.entity_id ?? '',
    };
    await expect(byRule('rotate_creative', show)).rejects.toMatchObject(refused);
    expect(await stage.sandbox.ledgerOf(ads[0]?.ad_id ?? '')).toEqual([]);
    await stage.write('rotate_creative', show);
    expect(await stage.sandbox.ledgerOf(ads[0]?.ad_id ?? '')).toHaveLength(1);
  });
  it('in words that the platform does not take is refused before anybody is asked, with each limit', async () => {
    const google = stage.tenant.other_accounts.find((each) => each.platform === 'google_ads');
    const campaign_id = google?.campaigns[0]?.campaign_id ?? '';
    const wordy = { ...content, headline: 'x'.repeat(31), body: 'x'.repeat(91) };
    const origin = await stage.startExecution();
    const planned = (words: object) =>
      stage.plan(origin, 'upload_creatives', { campaign_id, contents: JSON.parse(JSON.stringify([content, words])) });
    await expect(planned(wordy)).rejects.toMatchObject({
      code: 'ACTION_PARAMS_INVALID',
      message: expect.stringMatching(
        /contents\.1\.headline: It has 31 characters; 30 is the most\. contents\.1\.body: It has 91/,
      ),
    });
    await expect(planned({ ...content, body: 'See www.shop.example' })).rejects.toMatchObject({
      code: 'ACTION_PARAMS_INVALID',
      message: expect.stringContaining('contents.1.body: www.shop.example is an address'),
    });
    expect((await planned({ ...wordy, headline: 'x'.repeat(30), body: 'x'.repeat(90) })).changes_anything).toBe(true);
  });
  it('with an image is agreed to with that very image: another one under the same address is another creative', async () => {
    const { campaign_id } = await stage.addCampaign();
    const origin = await stage.startExecution();
    const pictured = { ...content, image_url: 'https://pictures.example/boots.png' };
    const planned = (picture: string, more: object = {}) =>
      stage.plan(
        origin,
        'upload_creatives',
        { campaign_id, contents: [JSON.parse(JSON.stringify({ ...pictured, ...more }))] },
        stage.handlersWith({ getPublic: publicPicture(Buffer.from(picture)) }),
      );
    const [one, other] = [await planned('boots'), await planned('shoes')];
    const image_sha256 = sha256Hex('boots');
    expect(one.change_set.changes).toMatchObject([{ content: { ...pictured, image_sha256 } }]);
    expect(other.plan_digest).not.toBe(one.plan_digest);
    expect(other.change_set.changes[0]?.entity_id).not.toBe(one.change_set.changes[0]?.entity_id);
    const refused = { code: 'PLATFORM_REFUSED', message: expect.stringContaining('another one than was agreed to') };
    await expect(planned('shoes', { image_sha256 })).rejects.toMatchObject(refused);
  });
  it('whose answer was lost is found again and made once', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { external_id } = stage.tenant.account;
    const match = { entity_id: external_id, access: 'write', field: 'creative_content' };
    await stage.sandbox.fault({ kind: 'apply_then_drop', match });
    const { planned } = await stage.write('upload_creatives', { campaign_id, contents: [content] });
    const key = planned.change_set.changes[0]?.entity_id ?? '';
    expect(await stage.sandbox.creativesMade(key)).toHaveLength(1);
  });
});

describe('send_conversions', () => {
  const destination = '100100200';
  const email = sha256Hex('ada@mail.example');
  const newEvent = (more: object = {}) => ({
    event_id: String(randomUUID()),
    event_name: 'purchase',
    happened_at: new Date(Date.now() - 3_600_000).toISOString(),
    value_minor: 4_200,
    currency: 'USD',
    order_id: null,
    source: 'crm',
    page_url: null,
    click_ids: {},
    person: { email },
    consent: { ad_user_data: true, ad_personalization: true },
    ...more,
  });
  const send = async (events: readonly object[], mode: 'live' | 'shadow' = 'live') => {
    const { campaign_id } = await stage.addCampaign();
    const origin = await stage.startExecution(mode);
    return stage.read('send_conversions', origin, {
      campaign_id,
      destination,
      events: JSON.parse(JSON.stringify(events)),
    });
  };
  const rowsOf = async (event_ids: readonly string[]) => {
    const rows = await stage.inTenant((tx) => tx.select().from(conversionUploads));
    return rows.filter((row) => event_ids.includes(row.event_id));
  };

  it('tells of each event once, and keeps what became of it but nobody’s name', async () => {
    const silent = newEvent({ consent: { ad_user_data: false, ad_personalization: false } });
    const events = [newEvent(), silent];
    const ids = events.map((each) => each.event_id);
    expect(await send(events)).toMatchObject({
      ...{ sent: true, accepted: [ids[0]], already: [] },
      refused: [{ event_id: ids[1], code: 'CONSENT_MISSING' }],
    });
    const again = await send(events);
    expect(again).toMatchObject({ accepted: [], already: [ids[0]], refused: [{ event_id: ids[1] }] });
    const received = await stage.sandbox.conversionsAt(destination);
    const times = received.filter((each) => ids.includes(each.event_id)).map((each) => [each.event_id, each.times]);
    expect(times).toEqual([[ids[0], 1]]);
    const rows = await rowsOf(ids);
    expect(rows.map(({ event_id, state, attempts }) => [event_id, state, attempts]).sort()).toEqual(
      [
        [ids[0], 'accepted', 1],
        [ids[1], 'refused', 2],
      ].sort(),
    );
    expect(JSON.stringify(rows)).not.toContain(email);
  });
  it.each([
    ['a name in the clear', { person: { email: 'ada@mail.example' } }],
    ['an address of the internet', { person: { ip_address: '192.0.2.7' } }],
  ])('%s is refused at the door, and not repeated in the error', async (_name, more) => {
    const error = await send([newEvent(more)]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ACTION_PARAMS_INVALID' });
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/ada@|192\.0/);
  });
  it('the same event twice in one call is refused', async () => {
    const event = newEvent();
    await expect(send([event, event])).rejects.toMatchObject({ code: 'ACTION_PARAMS_INVALID' });
  });
  it('a shadow run sends nothing', async () => {
    const event = newEvent();
    expect(await send([event], 'shadow')).toMatchObject({ sent: false, accepted: [] });
    expect(await rowsOf([event.event_id])).toEqual([]);
  });
  it('nothing is sent while the tenant is paused', async () => {
    const actor = { user_id: randomUUID(), email: 'oncall@example.com' };
    const { pause } = await stage.inTenant((tx) =>
      openPause(tx, { scope: 'tenant', scope_id: '', reason: 'a drill', actor }),
    );
    const event = newEvent();
    await expect(send([event])).rejects.toMatchObject({ code: 'SCOPE_PAUSED' });
    await stage.inTenant((tx) => resumePause(tx, { pause_id: pause.pause_id, actor }));
    expect(await send([event])).toMatchObject({ accepted: [event.event_id] });
  });
  it('what the platform wants later is sent again after the wait, and alone', async () => {
    const [early, ready] = [newEvent(), newEvent()];
    const asked: string[][] = [];
    const handlers = stage.handlersWith({
      adapters: new Map([
        [
          'meta_ads',
          async (open) => {
            const adapter = await stage.openMeta(open);
            return {
              ...adapter,
              sendConversions: async ({ events }) => {
                const ids = events.map((each) => each.event_id);
                asked.push(ids);
                const later = asked.length === 1 ? [early.event_id] : [];
                return {
                  accepted: ids.filter((id) => !later.includes(id)),
                  refused: [],
                  later: later.map((event_id) => ({ event_id, after_seconds: 900, reason: 'the click is too fresh' })),
                  platform_request_id: null,
                };
              },
            };
          },
        ],
      ]),
    });
    const { campaign_id } = await stage.addCampaign();
    const origin = await stage.startExecution();
    const params = { campaign_id, destination, events: JSON.parse(JSON.stringify([early, ready])) };
    const tooEarly = { code: 'PLATFORM_TOO_EARLY', retryAfterSeconds: 900, details: { event_ids: [early.event_id] } };
    await expect(stage.read('send_conversions', origin, params, handlers)).rejects.toMatchObject(tooEarly);
    expect(await rowsOf([early.event_id])).toMatchObject([{ state: 'later', reason: 'the click is too fresh' }]);
    const done = await stage.read('send_conversions', origin, params, handlers);
    expect(done).toMatchObject({ accepted: [early.event_id], already: [ready.event_id] });
    expect(asked).toEqual([[early.event_id, ready.event_id], [early.event_id]]);
    expect(await rowsOf([early.event_id])).toMatchObject([{ state: 'accepted', attempts: 2 }]);
  });
});
