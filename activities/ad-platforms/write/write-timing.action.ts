import { defaultRetry } from '../../../contracts/action.ts';

/**
 * How long a write may take and how often it is taken up again. A try may have to wait out the platform's read lag to settle
 * a lost answer, and taking it up again is safe: the intent rows say where it stopped.
 */
export const writeTiming = {
  timeout_seconds: 120,
  heartbeat_seconds: 5,
  retry: { ...defaultRetry, max_attempts: 10, max_interval_seconds: 30 },
} as const;
