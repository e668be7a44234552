import { createServer } from 'node:http';
import { z } from 'zod';
import { signSlack } from '../../api/chat/slack-signature.ts';
import { chatActions } from '../../contracts/chat.ts';

const blockSchema = z.looseObject({ type: z.string(), block_id: z.string().optional() });
const messageSchema = z.looseObject({
  channel: z.string().optional(),
  ts: z.string().optional(),
  text: z.string(),
  blocks: z.array(blockSchema).max(50).optional(),
  response_type: z.string().optional(),
});
type Body = z.infer<typeof messageSchema>;

/** A message as it stands in the channel; `versions` counts from its posting. */
export type ChatMessage = { readonly ts: string; body: Body; versions: number };

/** How the next call goes wrong: refused at once, asked to wait, or taken without ever being answered. */
export type Mishap = 'refuse' | 'wait' | 'lose_answer';

/** Plays the Slack Web API on a free port, as far as we use it, over real HTTP: posting, rewriting, private answers. */
export async function startSlackDouble(token = 'xoxb-test') {
  const posted: ChatMessage[] = [];
  const whispers: string[] = [];
  const mishaps: Mishap[] = [];
  const unauthorised: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = messageSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    const answer = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (request.url === '/hook') {
      whispers.push(body.text);
      return answer(200, { ok: true });
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      unauthorised.push(request.url ?? '');
      return answer(200, { ok: false, error: 'invalid_auth' });
    }
    const mishap = mishaps.shift();
    if (mishap === 'refuse') return answer(200, { ok: false, error: 'channel_not_found' });
    if (mishap === 'wait') return response.writeHead(429, { 'retry-after': '1' }).end();
    const known = posted.find((each) => each.ts === body.ts);
    if (request.url === '/api/chat.update') {
      if (known === undefined) return answer(200, { ok: false, error: 'message_not_found' });
      known.body = body;
      known.versions += 1;
      return answer(200, { ok: true, channel: body.channel, ts: known.ts });
    }
    const ts = `1700000000.${String(posted.length + 1).padStart(6, '0')}`;
    posted.push({ ts, body, versions: 1 });
    if (mishap === 'lose_answer') return request.socket.destroy();
    answer(200, { ok: true, channel: body.channel, ts });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    api_url: `http://127.0.0.1:${port}/api`,
    hook_url: `http://127.0.0.1:${port}/hook`,
    ...{ posted, whispers, mishaps, unauthorised },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A started double. */
export type SlackDouble = Awaited<ReturnType<typeof startSlackDouble>>;

/** The reference that the buttons of a message carry; null when it has no buttons. */
export function referenceIn(message: ChatMessage | undefined): string | null {
  return message?.body.blocks?.find((block) => block.type === 'actions')?.block_id ?? null;
}

/** What Slack posts when somebody presses, form-encoded: `reason` makes it a no. */
export function pressBody(press: {
  readonly reference: string;
  readonly external_id: string;
  readonly response_url: string;
  readonly reason?: string;
}): string {
  const { reference, external_id, response_url, reason } = press;
  const action =
    reason === undefined
      ? { action_id: chatActions.approve, block_id: reference, value: reference }
      : { action_id: chatActions.reject, block_id: reference, selected_option: { value: reason } };
  const payload = { type: 'block_actions', user: { id: external_id }, response_url, actions: [action] };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** Posts a body to the API as Slack signs it; `signed` changes what the signature is made of. */
export async function deliverPress(
  api_url: string,
  body: string,
  signed: { readonly secret: string; readonly at_seconds?: number; readonly over?: string },
): Promise<Response> {
  const timestamp = String(signed.at_seconds ?? Math.floor(Date.now() / 1_000));
  return fetch(`${api_url}/v2/chat/slack/actions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signSlack(signed.secret, timestamp, Buffer.from(signed.over ?? body)),
    },
    body,
  });
}
