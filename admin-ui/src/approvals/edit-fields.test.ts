import { expect, it } from 'vitest';
import { approvalViewSchema } from './approval-view.ts';
import { editFieldsOf, explainField, readEdits } from './edit-fields.ts';

const approval = approvalViewSchema.parse({
  approval_id: 'a1',
  execution_id: 'e1',
  status: 'pending',
  plan_digest: 'd',
  expires_at: '2026-03-01T00:00:00Z',
  params: { bid_amount_minor: 288, campaign_id: '1', note: 'why', recheck_hours: 24, nested: { a: 1 } },
  editable: ['bid_amount_minor', 'note', 'recheck_hours', 'nested', 'missing'],
  change_set: { currency: 'USD', changes: [{ field: 'bid_amount_minor', before: 250, after: 288 }] },
});
const fields = editFieldsOf(approval);
const bid = fields[0];
if (bid === undefined) throw new Error('no field');

it('offers exactly the editable parameters that a form can show', () => {
  expect(fields.map(({ name, kind, label, initial }) => [name, kind, label, initial])).toEqual([
    ['bid_amount_minor', 'money', 'Bid amount (USD)', '2.88'],
    ['note', 'text', 'Note', 'why'],
    ['recheck_hours', 'number', 'Recheck hours', '24'],
  ]);
});

it('sends only what was changed, in minor units', () => {
  expect(readEdits(fields, { bid_amount_minor: '2.70' })).toEqual({ bid_amount_minor: 270 });
  expect(readEdits(fields, { note: ' better ', recheck_hours: '48' })).toEqual({ note: 'better', recheck_hours: 48 });
  expect(readEdits(fields, { bid_amount_minor: '2.88' })).toEqual({});
});

it('a creative is chosen among the others of the campaign, whatever key the plan was asked for with', () => {
  const swap = { field: 'creative_id', entity_type: 'ad', before: '4001', after: '4002' };
  const [field, ...more] = editFieldsOf({
    ...approval,
    ...{ params: { creative_id: 'mbi-0123' }, editable: ['creative_id'] },
    change_set: approvalViewSchema.parse({ ...approval, change_set: { changes: [swap] } }).change_set,
  });
  expect([field, more]).toMatchObject([{ kind: 'creative', label: 'Creative', initial: '4002', without: '4001' }, []]);
  if (field === undefined) throw new Error('no field');
  expect(readEdits([field], {})).toEqual({});
  expect(readEdits([field], { creative_id: '4003' })).toEqual({ creative_id: '4003' });
});

it('sends nothing while a field is wrong', () => {
  for (const typed of ['', 'a lot', '2.705', '0', '-2'])
    expect(readEdits(fields, { bid_amount_minor: typed })).toBeNull();
  expect(readEdits(fields, { note: '' })).toBeNull();
  expect(readEdits(fields, { recheck_hours: 'soon' })).toBeNull();
});

it('says what a value means against what is live now', () => {
  expect(explainField(bid, '3')).toEqual({ problem: null, hint: '+20\u00a0% against now' });
  expect(explainField(bid, 'x').problem).toContain('an amount in USD');
});
