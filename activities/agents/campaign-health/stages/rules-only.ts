import type { CheckResult } from '../../../../contracts/recommendation.ts';

/**
 * What the rules found, without what a model said: only this goes back into the engine, so that the same cause and action
 * come out whoever speaks, and whether anybody does.
 */
export function rulesOnly(critique: readonly CheckResult[] | null | undefined): CheckResult[] {
  return (critique ?? []).filter((check) => check.by === 'rules');
}
