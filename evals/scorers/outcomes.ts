import type { WorkflowType } from '../../contracts/recommendation.ts';

/** One recommendation with what became of it. */
export type OutcomeRecord = {
  readonly recommended_workflow: WorkflowType;
  readonly was_accepted: boolean;
  readonly outcome?: { readonly improvement_pct: number } | null | undefined;
};

/** What recommendations brought that were followed, or why that cannot be said. */
export type OutcomeMetrics =
  | {
      readonly total_recommendations: number;
      readonly acceptance_rate: number;
      readonly positive_impact_rate: number;
      readonly avg_improvement_pct: number;
      readonly samples_with_outcomes: number;
    }
  | { readonly error: string };

/** Acceptance over all, impact over those that were followed and measured; an error object when none was followed. */
export function outcomeMetrics(records: readonly OutcomeRecord[]): OutcomeMetrics {
  const accepted = records.filter((record) => record.was_accepted);
  if (accepted.length === 0) return { error: 'No recommendation was accepted, so there is no impact to tell of.' };
  const measured = accepted.flatMap(({ outcome }) => outcome ?? []);
  const share = (part: number) => (measured.length === 0 ? 0 : part / measured.length);
  return {
    total_recommendations: records.length,
    acceptance_rate: accepted.length / records.length,
    positive_impact_rate: share(measured.filter(({ improvement_pct }) => improvement_pct > 0).length),
    avg_improvement_pct: share(measured.reduce((sum, { improvement_pct }) => sum + improvement_pct, 0)),
    samples_with_outcomes: measured.length,
  };
}
