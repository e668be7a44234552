import { describe, expect, it } from 'vitest';
import { type CapView, capViewSchema } from './cap-view.ts';
import { type CapDraft, effectOfWish, effectWords, mayDecide, wishOf } from './propose-cap.ts';

const cap = (more: Partial<CapView> = {}): CapView =>
  capViewSchema.parse({
    ...{ cap_id: 'c1', scope: 'tenant', scope_id: '', measure: 'moved', window_hours: 24, limit_minor: 100_000 },
    ...{
      currency: 'USD',
      state: 'active',
      proposed_by_email: 'ana@brand.example',
      proposed_at: '2026-01-01T00:00:00Z',
    },
    ...more,
  });
const draft: CapDraft = {
  ...{ scope: 'tenant', scope_id: 'left over', measure: 'moved', window_hours: '24', limit: '900', currency: 'USD' },
  reason: ' Calm week ',
};

describe('a cap that somebody writes down', () => {
  it('becomes minor units of its currency, and the tenant needs no id', () => {
    expect(wishOf(draft)).toEqual({
      ...{ scope: 'tenant', scope_id: '', measure: 'moved', window_hours: 24, limit_minor: 90_000 },
      ...{ currency: 'USD', reason: 'Calm week' },
    });
    expect(wishOf({ ...draft, currency: 'JPY' })?.limit_minor).toBe(900);
  });

  it.each([
    { limit: '' },
    { limit: '0' },
    { limit: '1.234' },
    { limit: 'many' },
    { window_hours: '0' },
    { window_hours: '745' },
    { window_hours: '1.5' },
    { window_hours: '' },
    { reason: '  ' },
    { scope: 'campaign' as const, scope_id: ' ' },
  ])('is not sent with %j', (wrong) => {
    expect(wishOf({ ...draft, ...wrong })).toBeNull();
  });
});

describe('what a wish would do', () => {
  const wish = wishOf(draft);
  if (wish === null) throw new Error('The draft is complete.');

  it('a tighter or equal one holds at once, a wider one waits for another person', () => {
    expect(effectOfWish(wish, [cap()])).toBe('tighter');
    expect(effectOfWish({ ...wish, limit_minor: 100_000 }, [cap()])).toBe('tighter');
    expect(effectOfWish({ ...wish, limit_minor: 100_001 }, [cap()])).toBe('wider');
    expect(effectOfWish(wish, [cap({ limit_minor: 80_000 }), cap()])).toBe('wider');
  });

  it('only caps that hold and are of the same thing count', () => {
    expect(effectOfWish(wish, [])).toBe('first');
    for (const other of [
      { state: 'proposed' as const },
      { measure: 'exposure' as const },
      { window_hours: 168 },
      { currency: 'EUR' },
      { scope: 'platform' as const, scope_id: 'meta_ads' },
    ])
      expect(effectOfWish(wish, [cap({ ...other, limit_minor: 1 })])).toBe('first');
  });

  it('is said before the button is pressed', () => {
    expect(effectWords.wider).toContain('Another person');
    expect(effectWords.tighter).toContain('from the moment');
  });
});

it('nobody decides on a proposal of their own, nor on one that waits for nobody', () => {
  const proposed = cap({ state: 'proposed' });
  expect(mayDecide(proposed, 'ben@brand.example')).toBe(true);
  expect(mayDecide(proposed, 'Ana@brand.example')).toBe(false);
  expect(mayDecide(proposed, null)).toBe(false);
  expect(mayDecide(cap(), 'ben@brand.example')).toBe(false);
});
