import type { JsonValue } from '../../contracts/canonical-json.ts';

/** What can be said about an execution without looking inside an interpreter. */
export type Outcome = {
  readonly status: string;
  readonly result: JsonValue;
  readonly outputs: Readonly<Record<string, JsonValue>>;
  readonly error: string | null;
  readonly lasted_ms: number;
  /** Every try of every action: `when step[round] try`, in the order of their times. */
  readonly tries: readonly string[];
};

/** One line for one try. */
export function tryLine(
  at_ms: number,
  step_id: string,
  iteration: string,
  attempt: number,
  value: JsonValue | undefined,
): string {
  return `${String(at_ms).padStart(12, '0')} ${step_id}[${iteration}] #${attempt} ${JSON.stringify(value ?? null)}`;
}
