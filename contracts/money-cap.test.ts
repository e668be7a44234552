import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { conversionEventSchema } from './conversion.ts';
import { credentialSchema, parseCredential } from './credential.ts';
import { moneyCapSchema } from './money-cap.ts';

const cap = {
  ...{ cap_id: randomUUID(), scope: 'tenant', scope_id: '', measure: 'moved', window_hours: 24, limit_minor: 9_000 },
  ...{ currency: 'USD', state: 'active', reason: 'A test', proposed_by_email: 'person@shop.example' },
  ...{ proposed_at: '2026-03-10T12:00:00Z', decided_by_email: null, effective_at: null },
};
const refused = (parts: Record<string, unknown>) => !moneyCapSchema.safeParse({ ...cap, ...parts }).success;

describe('a cap', () => {
  it('is a whole number of minor units of a currency that there is', () => {
    expect(refused({})).toBe(false);
    for (const limit_minor of [0, -1, 90.5, '9000', null]) expect(refused({ limit_minor })).toBe(true);
    for (const currency of ['usd', 'USDT', 'ZZZ', '']) expect(refused({ currency })).toBe(true);
  });

  it.each([
    ['a window of no hour', { window_hours: 0 }],
    ['a window longer than a month of 31 days', { window_hours: 745 }],
    ['half an hour', { window_hours: 0.5 }],
    ['a scope that is none', { scope: 'brand' }],
    ['a measure that is none', { measure: 'spent' }],
    ['a state that is none', { state: 'paused' }],
    ['a moment without a zone', { proposed_at: '2026-03-10T12:00:00' }],
  ])('does not have %s', (_, parts) => {
    expect(refused(parts)).toBe(true);
  });
});

describe('a credential', () => {
  it('is a bare token, or JSON with what renews it', () => {
    expect(parseCredential('token-1')).toEqual({ access_token: 'token-1', refresh_token: null, expires_at: null });
    const whole = { access_token: 'a', refresh_token: 'r', expires_at: '2026-03-10T12:00:00Z' };
    expect(parseCredential(JSON.stringify(whole))).toEqual(whole);
  });

  it.each(['{"access_token":""}', '{"access_token":"a"}', '{"token":"a"}', '{'])('is not %s', (text) => {
    expect(() => parseCredential(text)).toThrow();
  });

  it('keeps nothing beside what opens and renews', () => {
    const told = { access_token: 'a', refresh_token: null, expires_at: null, password: 'secret' };
    expect(credentialSchema.parse(told)).not.toHaveProperty('password');
  });
});

describe('a conversion', () => {
  const event = {
    ...{ event_id: 'order-1', event_name: 'purchase', happened_at: '2026-03-09T10:00:00+01:00', value_minor: 1_999 },
    ...{ currency: 'EUR', order_id: null, source: 'website', page_url: null, click_ids: { fbclid: 'AbC' } },
    ...{ person: { email: 'Buyer@Shop.example' }, consent: { ad_user_data: true, ad_personalization: false } },
  };
  const taken = (parts: Record<string, unknown> = {}) => conversionEventSchema.safeParse({ ...event, ...parts });

  it('is taken as it comes: click ids and addresses keep their case', () => {
    expect(taken().data).toEqual(event);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no id', { event_id: '' }],
    ['an id of 129 letters', { event_id: 'x'.repeat(129) }],
    ['a name that is none', { event_name: 'Purchase' }],
    ['a time without a zone', { happened_at: '2026-03-09T10:00:00' }],
    ['a value in major units', { value_minor: 19.99 }],
    ['a currency in small letters', { currency: 'eur' }],
    ['a click id that nobody knows', { click_ids: { msclkid: 'x' } }],
    ['a person with more than is needed', { person: { birthday: '1990-01-01' } }],
    ['a country by its name', { person: { country: 'Germany' } }],
    ['no word on consent', { consent: {} }],
    ['a field that nobody knows', { hashed_email: 'x' }],
  ])('with %s is refused', (_, parts) => {
    expect(taken(parts).success).toBe(false);
  });
});
