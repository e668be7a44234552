import { z } from 'zod';

/**
 * How a recommendation stands. `edited` is a yes to other values than the proposed ones; `expired` and `superseded` ended
 * without anybody's word.
 */
export const recommendationStatusSchema = z.enum([
  'pending',
  'approved',
  'rejected',
  'edited',
  'expired',
  'superseded',
]);
/** How a recommendation stands. */
export type RecommendationStatus = z.infer<typeof recommendationStatusSchema>;

/** What can happen to a recommendation. */
export type RecommendationEvent = 'approve' | 'edit' | 'reject' | 'expire' | 'supersede';

const endings: Readonly<Record<RecommendationEvent, RecommendationStatus>> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
  expire: 'expired',
  supersede: 'superseded',
};

/**
 * The whole life of a recommendation: it waits, and the first thing that happens to it ends it. Null when nothing can
 * happen any more, so that the first decision stands whoever comes later.
 */
export function nextStatus(status: RecommendationStatus, event: RecommendationEvent): RecommendationStatus | null {
  return isOpen(status) ? endings[event] : null;
}

/** Whether the recommendation still waits for somebody. */
export function isOpen(status: RecommendationStatus): boolean {
  return status === 'pending';
}

/** The statuses in which the advice was followed. */
export const followedStatuses = ['approved', 'edited'] as const satisfies readonly RecommendationStatus[];
