import { z } from 'zod';

/** What a button in a chat message is about: exactly one plan of one approval, as the message showed it. */
export const approvalReferenceSchema = z.object({
  tenant_id: z.uuid(),
  approval_id: z.uuid(),
  plan_digest: z.string().min(1).max(100),
});
/** What a button is about. */
export type ApprovalReference = z.infer<typeof approvalReferenceSchema>;

/** The `action_id`s of what people can press. Rejecting is a choice among the reasons, so that one press says why. */
export const chatActions = { approve: 'mbi_approve', reject: 'mbi_reject', open: 'mbi_open' } as const;

/** The reference as the `value` of a button (at most 2,000 characters) and the `block_id` of its block (at most 255). */
export function toChatReference({ tenant_id, approval_id, plan_digest }: ApprovalReference): string {
  return `${tenant_id}.${approval_id}.${plan_digest}`;
}

/** Reads such a text back; null when it is none. */
export function fromChatReference(text: string): ApprovalReference | null {
  const [tenant_id, approval_id, plan_digest, ...more] = text.split('.');
  const parsed = approvalReferenceSchema.safeParse({ tenant_id, approval_id, plan_digest });
  return parsed.success && more.length === 0 ? parsed.data : null;
}
