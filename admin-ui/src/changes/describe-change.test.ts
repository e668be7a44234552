import { expect, it } from 'vitest';
import { writableFieldSchema } from '../../../contracts/change-set.ts';
import { changeVerb, entityName, fieldName, formatValue } from './describe-change.ts';

const bid = { field: 'bid_amount_minor', entity_type: 'ad_set', before: 250, after: 288 };

it('names what a change does by its direction', () => {
  expect(changeVerb(bid)).toBe('Raise bid');
  expect(changeVerb({ ...bid, field: 'daily_budget_minor', after: 100 })).toBe('Cut daily budget');
  expect(changeVerb({ ...bid, before: null })).toBe('Set bid');
});

it('names status changes by what happens to the entity', () => {
  const status = { field: 'status', entity_type: 'campaign', before: 'ACTIVE', after: 'PAUSED' };
  expect(changeVerb(status)).toBe('Pause campaign');
  expect(changeVerb({ ...status, entity_type: 'ad', after: 'ACTIVE' })).toBe('Resume ad');
  expect(changeVerb({ ...status, after: 'ARCHIVED' })).toBe('Change status of campaign');
  expect(changeVerb({ field: 'creative_id', entity_type: 'ad', before: 'a', after: 'b' })).toBe('Swap creative');
});

it('shows values in the unit of their field', () => {
  expect(formatValue('daily_budget_minor', 40_000, 'USD')).toBe('$400');
  expect(formatValue('daily_budget_minor', 40_000, 'JPY')).toBe('¥40,000');
  expect(formatValue('status', 'PAUSED', 'USD')).toBe('Paused');
  expect(formatValue('creative_id', '4001', 'USD')).toBe('4001');
  expect(formatValue('creative_id', null, 'USD')).toBe('none');
  expect(formatValue('content_digest', '0123456789abcdef', 'USD')).toBe('a new creative');
});

it('still finds words for a field it has never met', () => {
  expect(fieldName('bid_amount_minor')).toBe('bid');
  expect(fieldName('target_roas')).toBe('target roas');
  expect(entityName('ad_set')).toBe('ad set');
  expect(entityName('keyword')).toBe('keyword');
});

it('has words of its own for every field that can be written', () => {
  const plain = writableFieldSchema.options.map((field) => fieldName(field));
  expect(new Set(plain).size).toBe(plain.length);
  expect(plain.filter((name) => /_|minor| id$| ids$/.test(name))).toEqual([]);
  expect(fieldName('constructor')).toBe('constructor');
});

it('shows moments, lists of audiences and emptiness so that people can read them', () => {
  expect(formatValue('ends_at', '2026-12-01T10:00:00.000Z', 'USD')).toMatch(/Dec 2026/);
  expect(formatValue('ends_at', '', 'USD')).toBe('none');
  expect(formatValue('included_audience_ids', '1,22,333', 'USD')).toBe('1, 22, 333');
  expect(changeVerb({ field: 'content_digest', entity_type: 'creative', before: null, after: 'ab' })).toBe(
    'Upload creative',
  );
});
