import { expect, it } from 'vitest';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { siftEvents } from './sift-events.ts';

const event = (event_id: string, ad_user_data: boolean): ConversionEvent => ({
  ...{ event_id, event_name: 'lead', happened_at: '2026-11-20T10:00:00Z', value_minor: null, currency: null },
  ...{ order_id: null, source: 'crm', page_url: null, click_ids: {}, person: {} },
  consent: { ad_user_data, ad_personalization: false },
});
const events = [event('1', true), event('2', false), event('3', true)];

it('an event without consent is refused here and never sent', () => {
  const { sendable, refused } = siftEvents(events, () => null);
  expect(sendable.map((each) => each.event_id)).toEqual(['1', '3']);
  expect(refused).toEqual([{ event_id: '2', code: 'CONSENT_MISSING', reason: expect.any(String) }]);
});

it('an event that the platform objects to is refused with its reason, and its person is not asked about without consent', () => {
  const asked: string[] = [];
  const { sendable, refused } = siftEvents(events, ({ event_id }) => {
    asked.push(event_id);
    return event_id === '1' ? { code: 'TOO_OLD', reason: 'It is too old.' } : null;
  });
  expect(sendable.map((each) => each.event_id)).toEqual(['3']);
  expect(refused.map((each) => [each.event_id, each.code])).toEqual([
    ['2', 'CONSENT_MISSING'],
    ['1', 'TOO_OLD'],
  ]);
  expect(asked).toEqual(['1', '3']);
});
