import { expect, it } from 'vitest';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { withConsent } from './consent.ts';

const event = (event_id: string, ad_user_data: boolean): ConversionEvent => ({
  ...{ event_id, event_name: 'lead', happened_at: '2026-11-20T10:00:00Z', value_minor: null, currency: null },
  ...{ order_id: null, source: 'crm', page_url: null, click_ids: {}, person: {} },
  consent: { ad_user_data, ad_personalization: false },
});

it('an event without consent is refused here and never sent', () => {
  const { agreed, refused } = withConsent([event('1', true), event('2', false), event('3', true)]);
  expect(agreed.map((each) => each.event_id)).toEqual(['1', '3']);
  expect(refused).toEqual([{ event_id: '2', code: 'CONSENT_MISSING', reason: expect.any(String) }]);
});
