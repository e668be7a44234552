import { z } from 'zod';

/** What the ledger knows of how far the agent has come; null is not known, or nothing counted yet. Rates 0–1. */
export type MilestoneFacts = {
  readonly collectors: number;
  readonly collectors_healthy: number;
  readonly recommendations: number;
  readonly golden_examples: number;
  /** Share of the newest run over golden cases that passed. */
  readonly golden_agreement: number | null;
  readonly latency_p95_seconds: number | null;
  /** Share of the recommendations that name evidence. */
  readonly explained: number | null;
  /** Days since an evaluation last ran by itself. */
  readonly evaluated_days_ago: number | null;
  readonly back_office: boolean;
  readonly people_who_decided: number;
  readonly acceptance_rate: number | null;
  readonly positive_impact_rate: number | null;
  readonly agreement_rate: number | null;
  readonly llm_cost_usd_30_days: number;
  /** Of the last four weeks, those in which feedback was taken up. */
  readonly weeks_with_improvements: number;
  readonly outcomes_tracked: number;
  readonly scenarios_earned: number;
};

/** One line of the checklist. `met` is null for what only people can say. */
export const milestoneSchema = z.object({
  id: z.string(),
  label: z.string(),
  value: z.number().nullable(),
  comparator: z.enum(['above', 'below', 'at_least']).nullable(),
  target: z.number().nullable(),
  unit: z.enum(['share', 'count', 'seconds', 'usd', 'days', 'said_by_people']),
  met: z.boolean().nullable(),
});
/** One line of the checklist. */
export type Milestone = z.infer<typeof milestoneSchema>;

/** The checklist, phase by phase. A phase is reached when every line that the ledger can judge is met. */
export const milestonesSchema = z.object({
  phases: z.array(z.object({ months: z.string(), reached: z.boolean(), items: z.array(milestoneSchema) })),
});

type Line = readonly [
  id: string,
  label: string,
  unit: Milestone['unit'],
  comparator: NonNullable<Milestone['comparator']>,
  target: number,
  value: (facts: MilestoneFacts) => number | null,
];

const phases: readonly { readonly months: string; readonly lines: readonly Line[]; readonly people?: string }[] = [
  {
    months: '1–2',
    lines: [
      [
        'collectors',
        'Sources that answer',
        'share',
        'at_least',
        1,
        (of) => shareOf(of.collectors_healthy, of.collectors),
      ],
      ['first_recommendation', 'First recommendation made', 'count', 'at_least', 1, (of) => of.recommendations],
      ['golden_5', 'Golden cases', 'count', 'at_least', 5, (of) => of.golden_examples],
    ],
  },
  {
    months: '3–4',
    lines: [
      ['golden_agreement', 'Agreement with golden cases', 'share', 'above', 0.5, (of) => of.golden_agreement],
      ['latency', '95 % of the analyses within', 'seconds', 'below', 30, (of) => of.latency_p95_seconds],
      ['explained', 'Recommendations that name their evidence', 'share', 'at_least', 1, (of) => of.explained],
      ['automatic', 'Last evaluation that ran by itself', 'days', 'below', 8, (of) => of.evaluated_days_ago],
    ],
  },
  {
    months: '5–6',
    lines: [
      ['back_office', 'Back office deployed', 'count', 'at_least', 1, (of) => (of.back_office ? 1 : 0)],
      ['people', 'People who have decided', 'count', 'at_least', 2, (of) => of.people_who_decided],
      ['recommendations_20', 'Recommendations shown to people', 'count', 'at_least', 20, (of) => of.recommendations],
      ['golden_agreement_70', 'Agreement with golden cases', 'share', 'above', 0.7, (of) => of.golden_agreement],
      ['acceptance_60', 'Acceptance', 'share', 'above', 0.6, (of) => of.acceptance_rate],
    ],
    people: 'Dashboards are live',
  },
  {
    months: '7–8',
    lines: [
      ['acceptance_70', 'Acceptance', 'share', 'above', 0.7, (of) => of.acceptance_rate],
      ['impact_80', 'Followed and helped', 'share', 'above', 0.8, (of) => of.positive_impact_rate],
      ['cost', 'Language models in 30 days', 'usd', 'below', 500, (of) => of.llm_cost_usd_30_days],
      ['iterations', 'Weeks of four with improvements', 'count', 'at_least', 4, (of) => of.weeks_with_improvements],
    ],
  },
  {
    months: '9+',
    lines: [
      ['autonomy', 'Scenarios that earned autonomy', 'count', 'at_least', 1, (of) => of.scenarios_earned],
      ['outcomes_100', 'Recommendations with a tracked outcome', 'count', 'at_least', 100, (of) => of.outcomes_tracked],
      ['agreement_75', 'Agreement with people', 'share', 'above', 0.75, (of) => of.agreement_rate],
    ],
    people: 'There is a plan for the next application',
  },
];

/** The checklist as the facts have it. `above` and `below` are strict; what was never counted is not met. */
export function judgeMilestones(facts: MilestoneFacts): z.infer<typeof milestonesSchema> {
  return {
    phases: phases.map(({ months, lines, people }) => {
      const items = lines.map(([id, label, unit, comparator, target, read]): Milestone => {
        const value = read(facts);
        return {
          id,
          label,
          unit,
          comparator,
          target,
          value,
          met: value !== null && reaches(value, comparator, target),
        };
      });
      const nothing = { value: null, comparator: null, target: null, met: null };
      const said: Milestone[] =
        people === undefined ? [] : [{ id: `people_${months}`, label: people, unit: 'said_by_people', ...nothing }];
      return { months, reached: items.every((item) => item.met === true), items: [...items, ...said] };
    }),
  };
}

function reaches(value: number, comparator: 'above' | 'below' | 'at_least', target: number): boolean {
  if (comparator === 'above') return value > target;
  return comparator === 'below' ? value < target : value >= target;
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
