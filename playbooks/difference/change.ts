/** What became of one thing: `loosened` and `tightened` are of limits and approvals. */
export type DifferenceKind = 'added' | 'removed' | 'moved' | 'changed' | 'loosened' | 'tightened';

/**
 * One difference between two plans. `danger` says that more can happen without a person than before, or that the reader must look:
 * a limit loosened, a gate gone, a new write, another parameter of a write. `path` names the place: `guardrails.max_total_change`,
 * `steps.raise.params.daily_budget_minor`. Texts `before` and `after` are null where there was nothing.
 */
export type Difference = {
  readonly kind: DifferenceKind;
  readonly danger: boolean;
  readonly path: string;
  readonly step_id: string | null;
  readonly text: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Lines in the two files; null where the thing is not there or has no line of its own. */
  readonly line_before: number | null;
  readonly line_after: number | null;
};

/** A difference of two texts; null when they are the same. The kind follows from which of them is there. */
export function differenceOf(
  of: { readonly path: string; readonly what: string } & Partial<Difference>,
  before: string | null,
  after: string | null,
): Difference | null {
  if (before === after) return null;
  const { what, ...more } = of;
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  const values = { added: `: ${after}`, removed: `: ${before}`, changed: ` ${before} → ${after}` }[kind];
  const verb = kind === 'changed' ? '' : ` ${kind}`;
  return {
    ...{ kind, danger: false, step_id: null, text: `${what}${verb}${values}`, before, after },
    ...{ line_before: null, line_after: null },
    ...more,
  };
}

/** The differences that are there. */
export function present(differences: readonly (Difference | null)[]): readonly Difference[] {
  return differences.filter((each) => each !== null);
}
