import { z } from 'zod';
import { rejectReasonSchema } from '../../contracts/approval.ts';
import { type ApprovalReference, chatActions, fromChatReference } from '../../contracts/chat.ts';

/** Somebody in the chat pressed a button of ours. `response_url` takes an answer that only they see. */
export type Press = {
  readonly reference: ApprovalReference;
  readonly decision: 'approve' | 'reject';
  readonly reason: string | null;
  readonly external_id: string;
  readonly response_url: string | null;
};

const payloadSchema = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string().regex(/^[A-Z0-9]{2,40}$/) }),
  response_url: z.string().nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().optional(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/**
 * Reads the form-encoded body of an interaction (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload).
 * Null for everything that decides nothing, such as a press on the link to the inbox.
 */
export function readPress(body: Buffer): Press | null {
  const payload = payloadSchema.safeParse(jsonOf(new URLSearchParams(body.toString('utf8')).get('payload')));
  if (!payload.success) return null;
  const { user, actions, response_url = null } = payload.data;
  const [action] = actions;
  if (action === undefined) return null;
  const pressed = { external_id: user.id, response_url };
  if (action.action_id === chatActions.approve) {
    const reference = fromChatReference(action.value ?? '');
    return reference === null ? null : { ...pressed, reference, decision: 'approve', reason: null };
  }
  if (action.action_id !== chatActions.reject) return null;
  const reference = fromChatReference(action.block_id ?? '');
  const reason = rejectReasonSchema.safeParse(action.selected_option?.value);
  return reference === null || !reason.success
    ? null
    : { ...pressed, reference, decision: 'reject', reason: reason.data };
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
