import type { PlatformAbility } from '../../../contracts/platform-capabilities.ts';
import type { ConformanceDriver } from './driver.ts';
import type { Subject } from './subject.ts';

/** One promise of the port. */
export type ConformanceCase = {
  readonly name: string;
  /** The abilities without which a platform cannot be asked for this; such a case is listed as not offered. */
  readonly needs?: readonly PlatformAbility[];
  /** Other things of a platform that may rule the case out. */
  readonly offered?: (driver: ConformanceDriver) => boolean;
  readonly run: (subject: Subject) => Promise<void>;
};

/** Whether a platform is asked for a case. */
export function isOffered(each: ConformanceCase, driver: ConformanceDriver): boolean {
  const { abilities } = driver.platform.capabilities;
  return (each.needs ?? []).every((need) => abilities.includes(need)) && (each.offered?.(driver) ?? true);
}

/** For cases about daily budgets: somebody must hold one. */
export const withBudget = ({ platform }: ConformanceDriver) => platform.capabilities.budget_owners.length > 0;

/** Counted from when the suite was read, so that a midnight in between moves nothing. */
const begun = Date.now();
/** An ISO date so many days ago. */
export function isoDay(days_ago: number): string {
  return new Date(begun - days_ago * 86_400_000).toISOString().slice(0, 10);
}

/** An ISO moment so many days ahead, on a whole second as the platforms keep it. */
export function daysAhead(days: number): string {
  return new Date(Math.floor(begun / 1000) * 1000 + days * 86_400_000).toISOString();
}

/** What a promise was rejected with; fails when it was not. */
export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to be refused, and was not.');
}
