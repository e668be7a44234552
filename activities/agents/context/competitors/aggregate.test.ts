import { describe, expect, it } from 'vitest';
import { aggregate } from './aggregate.ts';
import { normaliseDomain, promotes } from './domain.ts';
import { observedSignals } from './observed.ts';
import { noSignals, type SourceSignals } from './source-signals.ts';

const said = (source: string, signals: Partial<SourceSignals>) => ({
  ...{ source, fetched_at: '2026-11-21T12:00:00.000Z' },
  signals: { ...noSignals, ...signals },
});
const rival = (key: string, more: object = {}) => ({ key, is_new: null, promotes: null, bid: null, ...more });
const of = { industry: 'outdoor', keywords: ['boots'] };

describe('one picture of several sources', () => {
  it('counts a competitor once, however many sources see it', () => {
    const one = said('a', {
      competitors: [rival('x.example', { is_new: true }), rival('y.example', { is_new: true })],
    });
    const two = said('b', { competitors: [rival('x.example', { is_new: false }), rival('z.example')] });
    // Whom one source knows longer is not new, whatever the other has just found.
    expect(aggregate([one, two], of)).toMatchObject({
      ...{ active_competitors_count: 3, new_competitors_count: 1, sources: ['a', 'b'], is_stub: false },
    });
  });

  it('takes the median of percentages over those who know them, and null where nobody does', () => {
    const three = [said('a', { activity_change_pct: 10 }), said('b', { activity_change_pct: 40 }), said('c', {})];
    expect(aggregate([...three, said('d', { activity_change_pct: 400 })], of)).toMatchObject({
      ...{ activity_change_pct: 40, avg_bid_increase_pct: null, new_ads_count: null, active_competitors_count: null },
    });
  });

  it('is a stand-in as soon as one source is one, and nothing without sources', () => {
    expect(aggregate([said('a', {}), said('b', { is_stub: true })], of)?.is_stub).toBe(true);
    expect(aggregate([], of)).toBeNull();
  });
});

describe('a domain', () => {
  it.each([
    ['https://WWW.Shop.example/path?x=1', 'shop.example'],
    ['shop.example.', 'shop.example'],
    ['m.shop.example:8443', 'shop.example'],
    ['sho\u200Bp.example', 'shop.example'],
    ['not a domain', null],
    ['127.0.0.1', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%j is %j', (text, domain) => expect(normaliseDomain(text)).toBe(domain));
});

describe('the words of an ad', () => {
  it.each([
    ['25% off everything', [], true],
    ['Black Friday deals', [], true],
    ['All about spring sale', ['spring sale'], false],
    ['Spring sale: 30 % off', ['spring sale'], true],
    ['Boots for wholesalers', [], false],
  ])('%j on %j promotes: %j', (text, searched, yes) => expect(promotes([text], searched)).toBe(yes));
});

describe('an imported observation', () => {
  const row = (signals: Record<string, string | number | boolean | string[]>) => ({
    ...{ tenant_id: 't', observation_id: 'o', source: 'report', industry: null, keywords: [], campaign_id: null },
    ...{ observed_on: '2026-11-20', signals, created_at: new Date(0) },
  });

  it('is a source like any other', () => {
    const [found] = observedSignals([row({ competitors: ['www.a.example', 'A.example'], avg_bid_increase_pct: 40 })]);
    expect(found).toMatchObject({ source: 'report', signals: { avg_bid_increase_pct: 40, is_stub: false } });
    expect(found?.signals.competitors.map((each) => each.key)).toEqual(['a.example']);
  });

  it('of another form says nothing', () => {
    expect(observedSignals([row({ avg_bid_increase_pct: 'much' }), row({ foreign: 1 })])).toEqual([]);
  });
});
