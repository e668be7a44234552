import { z } from 'zod';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';

const namesSchema = z.object({ decision_id: z.uuid(), approval_id: z.uuid(), actor: z.object({ user_id: z.uuid() }) });

/** Whether a decision has ids that our tables can hold; one sent into Temporal by hand may say anything. */
export function isRecordable(decision: SettledDecision): boolean {
  return namesSchema.safeParse(decision.signal).success;
}
