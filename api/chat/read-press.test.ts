import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chatActions, toChatReference } from '../../contracts/chat.ts';
import { pressBody } from '../../tests/harness/slack-double.ts';
import { readPress } from './read-press.ts';

const reference = { tenant_id: randomUUID(), approval_id: randomUUID(), plan_digest: 'd'.repeat(64) };
const press = { reference: toChatReference(reference), external_id: 'U1', response_url: 'https://hooks.slack.com/x' };
const form = (payload: object) => Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
const action = { action_id: chatActions.approve, value: press.reference };

describe('what somebody pressed', () => {
  it('is a yes or a no with its reason, about exactly what the message showed', () => {
    const pressed = { reference, external_id: 'U1', response_url: press.response_url };
    expect(readPress(Buffer.from(pressBody(press)))).toEqual({ ...pressed, decision: 'approve', reason: null });
    expect(readPress(Buffer.from(pressBody({ ...press, reason: 'wrong_action' })))).toEqual({
      ...{ ...pressed, decision: 'reject', reason: 'wrong_action' },
    });
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.from('')],
    ['no JSON', Buffer.from('payload=%7B')],
    ['another kind of interaction', form({ type: 'shortcut', user: { id: 'U1' }, actions: [action] })],
    ['nobody', form({ type: 'block_actions', user: {}, actions: [action] })],
    ['an identity that is none', form({ type: 'block_actions', user: { id: "u'; --" }, actions: [action] })],
    ['no action', form({ type: 'block_actions', user: { id: 'U1' }, actions: [] })],
    [
      'the link to the inbox',
      form({ type: 'block_actions', user: { id: 'U1' }, actions: [{ ...action, action_id: chatActions.open }] }),
    ],
    ['a broken reference', Buffer.from(pressBody({ ...press, reference: 'a.b.c' }))],
    ['a reason of nobody’s list', Buffer.from(pressBody({ ...press, reason: 'why_not' }))],
  ])('%s decides nothing', (_case, body) => {
    expect(readPress(body)).toBeNull();
  });
});
