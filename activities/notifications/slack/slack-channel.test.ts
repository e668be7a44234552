import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackDouble, startSlackDouble } from '../../../tests/harness/slack-double.ts';
import { escaped, plainText } from './plain-text.ts';
import { createSlackChannel } from './slack-channel.ts';

const token = 'xoxb-very-secret';
const message = { text: 'hello', blocks: [] };
let slack: SlackDouble;
beforeAll(async () => {
  slack = await startSlackDouble(token);
});
beforeEach(() => {
  slack.mishaps.length = 0;
});
afterAll(() => slack.stop());

const channel = (more: { token?: string; api_url?: string; fetch?: typeof fetch } = {}) =>
  createSlackChannel({ token, channel: 'C1', api_url: slack.api_url, fetch, ...more });
/** Slack as far as one answer goes. */
const answering = (status: number, body: string) => channel({ fetch: async () => new Response(body, { status }) });

describe('a message to Slack', () => {
  it('is posted to the channel without previews or mentions, and rewritten where it stands', async () => {
    const ref = await channel().post(message);
    expect(slack.posted[0]?.body).toMatchObject({ channel: 'C1', unfurl_links: false, link_names: false });
    await channel().rewrite(ref, { text: 'other', blocks: [] });
    expect(slack.posted.map((each) => [each.body.text, each.versions])).toEqual([['other', 2]]);
  });

  it('may be sent again only when it certainly did not arrive', async () => {
    const gone = await startSlackDouble();
    await gone.stop();
    await expect(channel({ api_url: gone.api_url }).post(message)).rejects.toMatchObject({
      code: 'CHANNEL_UNAVAILABLE',
    });
    slack.mishaps.push('lose_answer');
    await expect(channel().post(message)).rejects.toMatchObject({ code: 'CHANNEL_ANSWER_LOST' });
  });

  it.each<[number, string, string]>([
    [503, '', 'CHANNEL_UNAVAILABLE'],
    [200, '{"ok":false,"error":"ratelimited"}', 'CHANNEL_UNAVAILABLE'],
    [500, '<html>', 'CHANNEL_ANSWER_LOST'],
    [200, '{"ok":false,"error":"fatal_error"}', 'CHANNEL_ANSWER_LOST'],
    [200, '{"ok":true}', 'CHANNEL_ANSWER_LOST'],
    [200, '{"ok":false,"error":"not_in_channel"}', 'CHANNEL_REFUSED'],
  ])('that is answered with %i %s ends as the right error', async (status, body, code) => {
    await expect(answering(status, body).post(message)).rejects.toMatchObject({ code });
  });

  it('that is rewritten may be rewritten again, whatever happened', async () => {
    for (const [status, body] of [
      [500, '<html>'],
      [200, '{"ok":false,"error":"fatal_error"}'],
    ] as const)
      await expect(answering(status, body).rewrite('C1/1', message)).rejects.toMatchObject({
        code: 'CHANNEL_UNAVAILABLE',
      });
  });

  it('never repeats the token, nor what a stranger calls an error', async () => {
    const refused = await channel({ token: 'xoxb-wrong' })
      .post(message)
      .catch((error: unknown) => error);
    expect(String(refused)).toContain('invalid_auth');
    const odd = await answering(200, `{"ok":false,"error":"${token} <b>"}`)
      .post(message)
      .catch((error: unknown) => error);
    expect(`${odd} ${JSON.stringify(odd)}`).not.toContain('xoxb');
  });
});

describe('a text for Slack', () => {
  it('is plain, never empty, and short enough to be taken', () => {
    expect(plainText('*<!here>* :fire:')).toEqual({ type: 'plain_text', text: '*<!here>* :fire:', emoji: false });
    expect(plainText('  ')).toMatchObject({ text: '–' });
    expect([...String(plainText('😀'.repeat(200), 150).text)]).toHaveLength(150);
  });

  it('that Slack reads mentions nobody', () => {
    expect(escaped('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });
});
