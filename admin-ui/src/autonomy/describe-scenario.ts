import { autonomyRule, type UnmetCondition } from '../../../contracts/autonomy.ts';
import type { RolloutStage } from '../../../contracts/rollout.ts';
import type { GrantView, ScenarioView } from './autonomy-view.ts';

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The work of a scenario in words; accounts by name where they are known. */
export function scenarioTitle(
  scenario: Pick<ScenarioView, 'playbook_id' | 'workflow_type' | 'risk_level' | 'ad_account_id'>,
  accounts: ReadonlyMap<string, string>,
): string {
  const where =
    scenario.ad_account_id === null ? 'every account' : (accounts.get(scenario.ad_account_id) ?? 'one account');
  return `${scenario.workflow_type} at ${scenario.risk_level} risk, ${where}`;
}

/** One condition of the rule: what is wanted, what was found, and whether that is enough. */
export type ConditionLine = { readonly wanted: string; readonly found: string; readonly met: boolean };

/** Every condition on the record of a scenario, met or not, with its counts. */
export function conditionLines(scenario: ScenarioView): ConditionLine[] {
  const { record, acceptance_rate, positive_impact_rate, unmet } = scenario;
  const missing = new Set(unmet.map(({ condition }) => condition));
  const days = `in ${autonomyRule.window_days} days`;
  const line = (condition: UnmetCondition['condition'], wanted: string, found: string): ConditionLine => ({
    ...{ wanted, found, met: !missing.has(condition) },
  });
  const rate = (value: number | null, part: number, whole: number) =>
    value === null ? 'nothing counted yet' : `${percent(value)} (${part} of ${whole})`;
  const known: readonly UnmetCondition['condition'][] = [
    'decided',
    'outcomes',
    'acceptance',
    'positive_impact',
    'risk_level',
  ];
  return [
    line('decided', `At least ${autonomyRule.decided_at_least} decided ${days}`, String(record.decided)),
    line(
      'acceptance',
      `Above ${percent(autonomyRule.acceptance_above)} accepted`,
      rate(acceptance_rate, record.accepted, record.decided),
    ),
    line('outcomes', `At least ${autonomyRule.outcomes_at_least} outcomes ${days}`, String(record.measured)),
    line(
      'positive_impact',
      `Above ${percent(autonomyRule.positive_impact_above)} of followed ones helped`,
      rate(positive_impact_rate, record.improved, record.measured),
    ),
    line('risk_level', `${capital(autonomyRule.risk_level)} risk`, scenario.risk_level),
    ...unmet
      .filter(({ condition }) => !known.includes(condition))
      .map(({ condition, found, wanted }) => ({
        ...{
          wanted: `${capital(condition.replaceAll('_', ' '))}: ${wanted}`,
          found: String(found ?? 'not so'),
          met: false,
        },
      })),
  ];
}

/** How a scenario stands, as a word and a tone. */
export function scenarioStanding({ grant_id, earned }: Pick<ScenarioView, 'grant_id' | 'earned'>): {
  word: string;
  tone: 'good' | 'busy' | 'neutral';
} {
  if (grant_id !== null) return { word: 'Decides by itself', tone: 'good' };
  return earned ? { word: 'Earned, not switched on', tone: 'busy' } : { word: 'People decide', tone: 'neutral' };
}

/** How a permission ended: by whom or by rule, and why. */
export function endWords(grant: Pick<GrantView, 'ended_by_email' | 'ended_reason'>): string {
  const why = grant.ended_reason === null ? '' : `: ${grant.ended_reason.replaceAll('_', ' ')}`;
  return `${grant.ended_by_email === null ? 'Lost by rule' : `Switched off by ${grant.ended_by_email}`}${why}`;
}

/** The stages of letting the agent out, in their order, with what each does and when it may be left. */
export const stages: readonly { readonly stage: RolloutStage; readonly label: string; readonly text: string }[] = [
  {
    stage: 'shadow',
    label: 'Shadow',
    text: 'Recommendations are made and compared with what people decide; nobody sees them. Leave it when agreement is known.',
  },
  {
    stage: 'internal_beta',
    label: 'Internal beta',
    text: 'Only the people named below see them and give feedback. Leave it above 60 % accepted.',
  },
  {
    stage: 'limited',
    label: 'Limited',
    text: 'A fixed quarter of the campaigns; people decide on everything. Leave it at 70 % accepted.',
  },
  {
    stage: 'full',
    label: 'Full',
    text: 'Every campaign; where a scenario has earned it and is switched on, low-risk cases are approved without asking.',
  },
];
