import type { Change, ChangeSet } from './change-set.ts';
import { minorPerMajor } from './minor-units.ts';

/** One change in words: `Spring: daily budget`, `$400.00`, `$460.00`, `+15 %`. */
export type ChangeWords = {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** '' where a relative change means nothing. */
  readonly delta: string;
};

/** What somebody must see to decide, in plain texts that are not escaped for any medium yet. */
export type ApprovalCard = {
  readonly title: string;
  readonly campaign: string | null;
  readonly changes: readonly ChangeWords[];
  /** How many changes more there are than are shown. */
  readonly more: number;
  readonly expected: string | null;
  /** The root cause in words: `auction pressure`. */
  readonly cause: string | null;
  readonly risk: string | null;
  readonly confidence: string | null;
  readonly deadline: string;
  readonly on_timeout: string;
  readonly asked_by: string;
  readonly quorum: number;
};

/** The parts of an approval that the card is made of. */
export type ApprovalFacts = {
  readonly title: string;
  readonly campaign_name: string | null;
  readonly change_set: ChangeSet | null;
  readonly recommendation: {
    readonly root_cause: string;
    readonly risk_level: string;
    readonly confidence: number;
    readonly expected_impact: string;
    /** What the values of the changes are called, by their ids; see `recommendationSchema`. */
    readonly names?: Readonly<Record<string, string>>;
  } | null;
  readonly expires_at: Date;
  readonly frozen_at: Date | null;
  readonly on_timeout: 'reject' | 'escalate' | 'cancel';
  readonly requested_by_email: string;
  readonly quorum: number;
};

const mostChanges = 8;

/** The fields, as people name them. */
export const fieldWords: Readonly<Record<Change['field'], string>> = {
  daily_budget_minor: 'daily budget',
  bid_amount_minor: 'bid',
  status: 'status',
  creative_id: 'creative',
  lifetime_budget_minor: 'lifetime budget',
  starts_at: 'start',
  ends_at: 'end',
  included_audience_ids: 'audiences',
  excluded_audience_ids: 'excluded audiences',
  audience_expansion: 'audience expansion',
  content_digest: 'new creative',
};

const timeoutWords: Readonly<Record<ApprovalFacts['on_timeout'], string>> = {
  reject: 'If nobody decides by then, it counts as rejected and nothing is changed.',
  escalate: 'If nobody decides by then, the next people are asked; nothing is changed without a yes.',
  cancel: 'If nobody decides by then, the execution is cancelled and nothing is changed.',
};

/** The card of an approval, the same in chat, in mail and on the page of a decision link. */
export function approvalCard(facts: ApprovalFacts): ApprovalCard {
  const { change_set, recommendation } = facts;
  const changes = change_set?.changes ?? [];
  return {
    title: facts.title,
    campaign: facts.campaign_name,
    changes: changes
      .slice(0, mostChanges)
      .map((change) => changeWords(change, change.currency ?? change_set?.currency ?? 'USD', recommendation?.names)),
    more: Math.max(0, changes.length - mostChanges),
    expected: recommendation?.expected_impact ?? null,
    cause: recommendation?.root_cause.replaceAll('_', ' ') ?? null,
    risk: recommendation?.risk_level ?? null,
    confidence: recommendation === null ? null : `${Math.round(recommendation.confidence * 100)} %`,
    deadline: facts.frozen_at === null ? momentWords(facts.expires_at) : 'the clock stands still during a pause',
    on_timeout: timeoutWords[facts.on_timeout],
    asked_by: facts.requested_by_email,
    quorum: facts.quorum,
  };
}

/** `2026-03-01 09:30 UTC`. */
export function momentWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

type NamesById = Readonly<Record<string, string>>;

function changeWords(change: Change, currency: string, names: NamesById = {}): ChangeWords {
  const { entity_name, field, before, after, change_pct, content } = change;
  const value = (it: Change['before']) =>
    field === 'content_digest' && it !== null && content !== undefined
      ? `a new creative: “${content.headline}”`
      : valueWords(field, it, currency, names);
  const delta = change_pct === null ? '' : `${change_pct > 0 ? '+' : ''}${Math.round(change_pct * 10) / 10} %`;
  return { what: `${entity_name}: ${fieldWords[field]}`, before: value(before), after: value(after), delta };
}

/** The fields whose value is an id, or several with commas between. */
const ofIds: ReadonlySet<Change['field']> = new Set(['creative_id', 'included_audience_ids', 'excluded_audience_ids']);

/** A value of a field as people read it: money in major units with its currency, things by their names where they are known. */
export function valueWords(
  field: Change['field'],
  value: Change['before'],
  currency: string,
  names: NamesById = {},
): string {
  if (value === null || value === '') return 'none';
  if (field === 'content_digest') return 'a new creative';
  if (typeof value === 'string' && ofIds.has(field)) {
    const named = (id: string) => (Object.hasOwn(names, id) ? (names[id] ?? id) : id);
    return value.split(',').map(named).join(', ');
  }
  if (typeof value === 'string' || !field.endsWith('_minor')) return String(value);
  const amount = value / minorPerMajor(currency);
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
}
