import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { decidePress } from '../../chat/decide-press.ts';
import { readPress } from '../../chat/read-press.ts';
import { isSignedBySlack } from '../../chat/slack-signature.ts';
import { definePublicOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { readBytes } from '../../operation/read-bytes.ts';

const mostBytes = 256 * 1_024;
/** From everybody together: the signature is checked before anything is looked up. */
const perMinute = 1_200;
/** Slack shows an error after three seconds, so it hears us sooner; a slow decision goes on by itself. */
const acknowledgeWithinMs = 1_500;

/**
 * Takes a button press of a chat message in. Whatever is wrong with a call, the answer is the same 401. A repeated delivery
 * is the same decision and changes nothing.
 */
export const slackActions = definePublicOperation({
  method: 'post',
  path: '/v2/chat/slack/actions',
  id: 'slack_actions',
  tag: 'approvals',
  summary: 'Receive a button press from Slack (signed; Request URL of the app’s interactivity).',
  params: nothing,
  query: nothing,
  body: noBody,
  body_kind: 'raw',
  responses: { 200: { description: 'Heard; the message says what became of it.', schema: z.strictObject({}) } },
  errors: ['CHAT_SIGNATURE_INVALID', 'BODY_TOO_LARGE', 'RATE_LIMITED'],
  async handle({ header, stream, deps }) {
    await deps.limits.take('slack_actions', 'slack', perMinute);
    const body = await readBytes(stream, mostBytes);
    const secret = deps.settings.chat?.slack_signing_secret;
    const headers = {
      timestamp: header('x-slack-request-timestamp'),
      signature: header('x-slack-signature'),
    };
    if (secret === undefined || !isSignedBySlack(headers, body, secret, deps.now())) {
      throw new CodedError('CHAT_SIGNATURE_INVALID', 'Invalid signature');
    }
    const press = readPress(body);
    if (press !== null) await atMost(acknowledgeWithinMs, decidePress(deps, press));
    return json(200, {});
  },
});

/** Waits for the work, but no longer than this; it goes on afterwards. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
