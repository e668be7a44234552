import { expect, it } from 'vitest';
import { executionStatusSchema, finalStatuses, stepStatusSchema } from '../../../contracts/execution.ts';
import { canUndo, describeStatus, isOver, temporalLink } from './describe-execution.ts';

it('has a word for every status of the contract', () => {
  for (const status of [...executionStatusSchema.options, ...stepStatusSchema.options]) {
    expect(describeStatus(status).word).toMatch(/^[A-Z][a-z ]+$/);
  }
  expect(describeStatus('parked_by_incident')).toEqual({ word: 'Parked by incident', tone: 'neutral' });
});

it('offers undo only where something was applied and still stands', () => {
  const receipt = {
    receipt_id: 'r',
    change: {
      platform: 'meta_ads',
      account_id: '1',
      field: 'status',
      entity_type: 'ad',
      entity_id: '',
      entity_name: '',
      before: null,
      after: null,
      change_pct: null,
      money_moved_minor: 0,
    },
    inverse: null,
    settled_by: '',
    platform_request_id: null,
    applied_at: '',
    undone_by_execution_id: null,
  };
  expect(canUndo({ status: 'completed', receipts: [receipt] })).toBe(true);
  expect(canUndo({ status: 'running', receipts: [receipt] })).toBe(false);
  expect(canUndo({ status: 'completed', receipts: [{ ...receipt, undone_by_execution_id: 'x' }] })).toBe(false);
  expect(canUndo({ status: 'completed', receipts: [] })).toBe(false);
});

it('links to the run in the Temporal UI', () => {
  expect(temporalLink('http://t:8233/', 'default', 'a/b', 'r1')).toBe(
    'http://t:8233/namespaces/default/workflows/a%2Fb/r1/history',
  );
  expect(temporalLink('http://t:8233', 'default', 'w', null)).toBe('http://t:8233/namespaces/default/workflows/w');
});

it('calls exactly those statuses final after which nothing happens', () => {
  for (const status of finalStatuses) expect(isOver(status)).toBe(true);
  for (const status of executionStatusSchema.options) expect(isOver(status)).toBe(finalStatuses.includes(status));
});
