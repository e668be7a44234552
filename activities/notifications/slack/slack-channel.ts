import { z } from 'zod';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';

/** A message as Slack takes it; `text` is what notifications and screen readers say. Both are escaped already. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly JsonObject[] };

/** Posts to one channel and rewrites what was posted. */
export type SlackChannel = {
  readonly channel: string;
  /** Gives the reference of the message. Throws CHANNEL_UNAVAILABLE, CHANNEL_REFUSED or CHANNEL_ANSWER_LOST. */
  post(message: SlackMessage): Promise<string>;
  /** May be repeated, so a lost answer is only CHANNEL_UNAVAILABLE. */
  rewrite(external_ref: string, message: SlackMessage): Promise<void>;
};

const timeoutMs = 10_000;
/** Words of Slack for: try again later, nothing was done. */
const busy = ['ratelimited', 'rate_limited', 'service_unavailable', 'team_added_to_org', 'message_limit_exceeded'];
/** Words of Slack for: something of it may have happened. */
const unsure = ['internal_error', 'fatal_error', 'request_timeout'];

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

/**
 * The Slack Web API (https://docs.slack.dev/reference/methods/chat.postMessage, chat.update). `api_url` ends before the
 * name of the method. The token travels in a header alone and stands in no error.
 */
export function createSlackChannel(settings: {
  readonly token: string;
  readonly channel: string;
  readonly api_url: string;
  readonly fetch: typeof fetch;
}): SlackChannel {
  const { token, channel, fetch } = settings;
  const api_url = settings.api_url.replace(/\/+$/, '');

  async function call(method: string, body: JsonObject, repeatable: boolean): Promise<z.infer<typeof answerSchema>> {
    const lost = (why: string) => new CodedError(repeatable ? 'CHANNEL_UNAVAILABLE' : 'CHANNEL_ANSWER_LOST', why);
    const response = await send(method, body).catch((error: unknown) => {
      throw neverLeft(error)
        ? new CodedError('CHANNEL_UNAVAILABLE', 'Slack cannot be reached.')
        : lost('Slack gave no answer.');
    });
    if (response.status === 429 || response.status === 503) {
      const seconds = Number(response.headers.get('retry-after'));
      throw new CodedError(
        'CHANNEL_UNAVAILABLE',
        'Slack asks to wait.',
        {},
        seconds > 0 ? Math.min(seconds, 300) : null,
      );
    }
    const answer = answerSchema.safeParse(await response.json().catch(() => null));
    if (!answer.success) throw lost(`Slack answered ${response.status} with something else.`);
    const { ok, error = 'unknown' } = answer.data;
    if (ok) return answer.data;
    if (busy.includes(error)) throw new CodedError('CHANNEL_UNAVAILABLE', 'Slack asks to wait.', { slack: error });
    if (unsure.includes(error)) throw lost('Slack stumbled over the message.');
    throw new CodedError('CHANNEL_REFUSED', `Slack refused the message: ${word(error)}.`, { slack: word(error) });
  }

  const send = (method: string, body: JsonObject) =>
    fetch(`${api_url}/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });

  return {
    channel,
    async post(message) {
      const quiet = { unfurl_links: false, unfurl_media: false, link_names: false };
      const answer = await call('chat.postMessage', { channel, ...bodyOf(message), ...quiet }, false);
      if (answer.ts === undefined) throw new CodedError('CHANNEL_ANSWER_LOST', 'Slack did not name its message.');
      return `${answer.channel ?? channel}/${answer.ts}`;
    },
    async rewrite(external_ref, message) {
      const [at = channel, ts = ''] = external_ref.split('/');
      await call('chat.update', { channel: at, ts, ...bodyOf(message) }, true);
    },
  };
}

function bodyOf({ text, blocks }: SlackMessage): JsonObject {
  return { text, blocks: [...blocks] };
}

/** A connection that was never made has carried nothing. */
function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}

/** What Slack calls an error, and nothing that only looks like it. */
function word(error: string): string {
  return /^[a-z_]{1,60}$/.test(error) ? error : 'unknown';
}
