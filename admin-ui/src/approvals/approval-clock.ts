import { describeDeadline, describeSpan } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';

/** The deadline of an approval in words; while a pause holds its clock stands still, and so do the words. */
export function approvalClock(
  approval: Pick<ApprovalView, 'expires_at' | 'frozen_at'>,
  now_ms: number,
): ReturnType<typeof describeDeadline> {
  if (approval.frozen_at === null) return describeDeadline(approval.expires_at, now_ms);
  const left = Date.parse(approval.expires_at) - Date.parse(approval.frozen_at);
  return { text: `Clock stands still: ${describeSpan(left)} left after the pause`, urgency: 'calm' };
}

/** How far the question has been escalated, in words; null while only the first people are asked. */
export function escalationWords(level: number): string | null {
  return level === 0 ? null : `Escalated, level ${level}`;
}
