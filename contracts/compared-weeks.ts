const day = 86_400_000;

/** Days of a calendar, both ends included. */
type Span = { readonly since: string; readonly until: string };

/**
 * The two periods that campaigns are compared by, as of an ISO date: the 7 full days before it, and the 7 before those. The
 * date itself is not over and belongs to neither. Plain calendar arithmetic, so that no clock change matters.
 */
export function comparedWeeks(today: string): readonly [Span, Span] {
  const back = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) - days * day).toISOString().slice(0, 10);
  return [
    { since: back(7), until: back(1) },
    { since: back(14), until: back(8) },
  ];
}
