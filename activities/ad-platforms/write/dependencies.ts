import type { Database } from '../../../db/connect.ts';
import type { AdapterRegistry } from '../registry.ts';
import type { Failpoint } from './failpoints.ts';

/** What the money core needs of the world. */
export type WriteDependencies = {
  readonly database: Database;
  readonly registry: AdapterRegistry;
  /** The test seam of the chaos tests; does nothing in a normal process. */
  readonly failpoint: Failpoint;
  /** Waits between two looks at the platform. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
};
