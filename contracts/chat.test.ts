import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { fromChatReference, toChatReference } from './chat.ts';

const reference = { tenant_id: randomUUID(), approval_id: randomUUID(), plan_digest: 'a'.repeat(64) };

it('a reference survives the way through the chat, within what Slack allows for a block id', () => {
  const text = toChatReference(reference);
  expect(fromChatReference(text)).toEqual(reference);
  expect(text.length).toBeLessThanOrEqual(255);
});

it.each(['', 'a.b.c', `${reference.tenant_id}.${reference.approval_id}`, `${toChatReference(reference)}.more`])(
  '%j is no reference',
  (text) => {
    expect(fromChatReference(text)).toBeNull();
  },
);
