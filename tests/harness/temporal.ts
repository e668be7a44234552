import { inject } from 'vitest';

/** Address of the run’s Temporal server; give each test file a task queue of its own. */
export function temporalAddress(): string {
  return inject('temporal_address');
}
