import { describe, expect, it } from 'vitest';
import { exampleFacts } from './example-facts.ts';
import type { ChaosFacts, Violation } from './facts.ts';
import { checkAll } from './index.ts';

type Doctoring = readonly [what: string, law: Violation['law'], doctor: (facts: ChaosFacts) => Partial<ChaosFacts>];

/** Replaces the last of a list, keeping the rest. */
function withLast<Item>(items: readonly Item[], change: (last: Item) => Item): readonly Item[] {
  return items.map((item, index) => (index === items.length - 1 ? change(item) : item));
}
const lastExecution = ({ sets }: ChaosFacts) => sets.at(-1)?.execution_id ?? '';

/** Each law, and what turns it red. */
const sabotage: readonly Doctoring[] = [
  ['an applied mutation that nobody approved', 'I1', ({ sets }) => ({ sets: sets.slice(0, 2) })],
  [
    'an approval that is not given',
    'I1',
    ({ approvals }) => ({ approvals: withLast(approvals, (last) => ({ ...last, status: 'pending' })) }),
  ],
  [
    'an approval of another plan',
    'I1',
    ({ approvals }) => ({ approvals: withLast(approvals, (last) => ({ ...last, plan_digest: '0'.repeat(64) })) }),
  ],
  [
    'an approval of another execution',
    'I1',
    ({ approvals }) => ({
      approvals: withLast(approvals, (last) => ({ ...last, execution_id: approvals[0]?.execution_id ?? '' })),
    }),
  ],
  [
    'a plan that was altered after it was approved',
    'I1',
    ({ sets }) => ({
      sets: withLast(sets, (last) => ({ ...last, params: { ...last.params, daily_budget_minor: 47_000 } })),
    }),
  ],
  ['two grants for one mutation', 'I1', ({ sets }) => ({ sets: [...sets, ...sets.slice(2)] })],
  [
    'a mutation of another amount than was approved',
    'I1',
    ({ ledger }) => ({ ledger: withLast(ledger, (last) => ({ ...last, after: 46_500 })) }),
  ],
  [
    'a mutation on another platform than was approved',
    'I1',
    ({ ledger }) => ({ ledger: withLast(ledger, (last) => ({ ...last, platform: 'tiktok_ads' })) }),
  ],
  [
    'a change that was applied twice',
    'I2',
    ({ ledger }) => ({ ledger: [...ledger, ...ledger.slice(2).map((line) => ({ ...line, seq: 4, before: 46_000 }))] }),
  ],
  ['a change that was said to be done and was not', 'I2', ({ ledger }) => ({ ledger: ledger.slice(0, 2) })],
  [
    'a change that nobody was ever told of',
    'I2',
    (facts) => ({ told: new Map([...facts.told, [lastExecution(facts), null]]) }),
  ],
  [
    'a change that was said to be refused and is there',
    'I2',
    (facts) => ({
      told: new Map([...facts.told, [lastExecution(facts), { said: 'refused', code: 'MONEY_CAP_EXCEEDED' }]]),
      intents: withLast(facts.intents, (last) => ({ ...last, state: 'not_applied' })),
    }),
  ],
  [
    'one unit more than the cap',
    'I3',
    () => ({ caps: [{ scope: 'tenant', scope_id: '', measure: 'exposure', limit_minor: 31_499 }] }),
  ],
  [
    'too much on one account',
    'I3',
    () => ({ caps: [{ scope: 'account', scope_id: 'account-meta_ads', measure: 'moved', limit_minor: 17_999 }] }),
  ],
  [
    'too much on one campaign',
    'I3',
    () => ({ caps: [{ scope: 'campaign', scope_id: '2', measure: 'moved', limit_minor: 5_999 }] }),
  ],
  [
    'too much on one platform',
    'I3',
    () => ({ caps: [{ scope: 'platform', scope_id: 'meta_ads', measure: 'moved', limit_minor: 12_001 }] }),
  ],
  [
    'too much in between, although it was taken back',
    'I3',
    ({ ledger }) => ({
      caps: [{ scope: 'tenant', scope_id: '', measure: 'exposure', limit_minor: 31_500 }],
      ledger: [
        ...ledger,
        ...ledger.slice(2).flatMap((line) => [
          { ...line, seq: 4, before: 46_000, after: 47_000 },
          { ...line, seq: 5, before: 47_000, after: 1_000 },
        ]),
      ],
    }),
  ],
  [
    'a resume of what is behind it',
    'I3',
    ({ ledger }) => ({
      budgets: new Map([['2', 10]]),
      ledger: [
        ...ledger,
        ...ledger.slice(1, 2).map((line) => ({ ...line, seq: 4, field: 'status', before: 'PAUSED', after: 'ACTIVE' })),
      ],
    }),
  ],
  [
    'a write that is left armed',
    'I4',
    ({ intents }) => ({ intents: withLast(intents, (last) => ({ ...last, state: 'armed' })) }),
  ],
  ['a verified write without a receipt', 'I4', ({ receipts }) => ({ receipts: receipts.slice(0, 2) })],
  ['two receipts of one write', 'I4', ({ receipts }) => ({ receipts: [...receipts, ...receipts.slice(2)] })],
  ['a verified write that the platform never saw', 'I4', ({ ledger }) => ({ ledger: ledger.slice(0, 2) })],
  [
    'a write recorded as not applied that is there',
    'I4',
    ({ intents }) => ({ intents: withLast(intents, (last) => ({ ...last, state: 'not_applied' })) }),
  ],
  [
    'a set that stands otherwise than its changes',
    'I4',
    ({ sets }) => ({ sets: withLast(sets, (last) => ({ ...last, state: 'applying' })) }),
  ],
  [
    'a caller who heard otherwise',
    'I4',
    (facts) => ({ told: new Map([...facts.told, [lastExecution(facts), { said: 'refused', code: 'SCOPE_PAUSED' }]]) }),
  ],
  [
    'an execution that ended otherwise at Temporal',
    'I4',
    ({ endings }) => ({ endings: withLast(endings, (last) => ({ ...last, projected: 'running' })) }),
  ],
  [
    'an altered audit row',
    'I5',
    ({ audit }) => ({ audit: { ...audit, rows: withLast(audit.rows, (last) => ({ ...last, entity_id: '9' })) } }),
  ],
  ['an audit log without its tail', 'I5', ({ audit }) => ({ audit: { ...audit, rows: audit.rows.slice(0, 2) } })],
  ['audit rows in another order', 'I5', ({ audit }) => ({ audit: { ...audit, rows: [...audit.rows].reverse() } })],
  [
    'a mutation that the audit log does not know',
    'I5',
    ({ ledger }) => ({ ledger: [...ledger, ...ledger.slice(2).map((line) => ({ ...line, seq: 4, entity_id: '4' }))] }),
  ],
  ['an audited change that the platform never saw', 'I5', ({ ledger }) => ({ ledger: ledger.slice(0, 2) })],
];

describe('the five laws', () => {
  it('are kept by facts of three changes that were approved and applied once', () => {
    expect(checkAll(exampleFacts())).toEqual([]);
  });

  it.each(sabotage)('%s turns %s red', (_what, law, doctor) => {
    const facts = exampleFacts();
    const laws = checkAll({ ...facts, ...doctor(facts) }).map((violation) => violation.law);
    expect(laws).toContain(law);
  });

  it('let a change stand that waits for a person, applied or not, but not one that was applied twice', () => {
    const facts = exampleFacts();
    const waiting: ChaosFacts = {
      ...facts,
      intents: withLast(facts.intents, (last) => ({ ...last, state: 'needs_human' })),
      receipts: facts.receipts.slice(0, 2),
      sets: withLast(facts.sets, (last) => ({ ...last, state: 'needs_human' })),
      told: new Map([...facts.told, [lastExecution(facts), { said: 'needs_human', code: 'PLATFORM_VERIFY_FAILED' }]]),
      endings: [],
    };
    const laws = (ledger: ChaosFacts['ledger']) => checkAll({ ...waiting, ledger }).map(({ law }) => law);
    expect(laws(facts.ledger)).not.toContain('I2');
    expect(laws(facts.ledger.slice(0, 2))).not.toContain('I2');
    expect(laws([...facts.ledger, ...facts.ledger.slice(2)])).toContain('I2');
  });
});
