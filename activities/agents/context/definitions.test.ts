import { describe, expect, it } from 'vitest';
import { actionId } from '../../../contracts/action.ts';
import { collectorParamsSchema } from './collector/collector-answer.ts';
import { contextDefinitions } from './definitions.action.ts';

const collecting = contextDefinitions.filter((each) => each.action.startsWith('collect_'));

describe('the actions of the collectors', () => {
  it('are the eight collectors and all of them together', () => {
    expect(collecting).toHaveLength(9);
  });

  it.each(collecting.map((each) => [actionId(each), each] as const))(
    '%s only reads, and is attempted once: its attempts belong to the wrapper inside',
    (_, definition) => {
      expect(definition.effect).toBe('read');
      expect(definition.retry?.max_attempts).toBe(1);
      expect(definition.timeout_seconds).toBe(30);
    },
  );

  it.each([
    ['no campaign', {}],
    ['an empty campaign', { campaign_id: '' }],
    ['a campaign of endless length', { campaign_id: 'x'.repeat(256) }],
    ['a moment that is none', { campaign_id: '100', at: 'yesterday' }],
    ['a moment without a time zone', { campaign_id: '100', at: '2026-11-21T12:00:00' }],
    ['a text for a switch', { campaign_id: '100', force_refresh: 'yes' }],
  ])('take no params with %s', (_, params) => {
    expect(collectorParamsSchema.safeParse(params).success).toBe(false);
  });

  it('ask the cache first unless they are told otherwise', () => {
    expect(collectorParamsSchema.parse({ campaign_id: '100' })).toEqual({ campaign_id: '100', force_refresh: false });
  });
});
