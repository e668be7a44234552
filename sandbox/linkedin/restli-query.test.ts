import { describe, expect, it } from 'vitest';
import { replyOf } from '../door/reply.ts';
import { isRecord, readRestliQuery, textOf, textsOf } from './restli-query.ts';

function replied(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return replyOf(error);
  }
  return null;
}

describe('a Rest.li query', () => {
  it('reads the finder of the page: a record with a list in it', () => {
    expect(readRestliQuery('q=search&search=(status:(values:List(ACTIVE,PAUSED,DRAFT)))')).toEqual({
      q: 'search',
      search: { status: { values: ['ACTIVE', 'PAUSED', 'DRAFT'] } },
    });
  });

  it('reads percent-encoded URNs, nested records, empty lists and plain texts', () => {
    const raw =
      'q=analytics&campaigns=List(urn%3Ali%3AsponsoredCampaign%3A1,urn%3Ali%3AsponsoredCampaign%3A2)' +
      '&dateRange=(start:(year:2026,month:11,day:1),end:(year:2026,month:11,day:7))&creatives=List()&fields=impressions,clicks';
    expect(readRestliQuery(raw)).toEqual({
      q: 'analytics',
      campaigns: ['urn:li:sponsoredCampaign:1', 'urn:li:sponsoredCampaign:2'],
      dateRange: { start: { year: '2026', month: '11', day: '1' }, end: { year: '2026', month: '11', day: '7' } },
      creatives: [],
      fields: 'impressions,clicks',
    });
    expect(readRestliQuery('')).toEqual({});
    expect(readRestliQuery('account=urn%3Ali%3AsponsoredAccount%3A5')).toEqual({
      account: 'urn:li:sponsoredAccount:5',
    });
  });

  it.each([
    ['a URN in a list that is not percent-encoded', 'campaigns=List(urn:li:sponsoredCampaign:1)'],
    ['a list that does not end', 'campaigns=List(a'],
    ['something behind a list', 'campaigns=List(a)b'],
    ['a record without a value', 'search=(status:)'],
    ['a record without a name', 'search=(:a)'],
    ['a broken percent sign', 'q=%E0%A4%A'],
    ['a broken percent sign in a list', 'q=List(%zz)'],
    ['a name given twice', 'q=a&q=b'],
    ['an empty member', 'q=List(a,,b)'],
  ])('refuses %s', (_, raw) => {
    expect(replied(() => readRestliQuery(raw))).toMatchObject({
      status: 400,
      body: { errorDetails: { inputErrors: [{ code: 'PARAM_INVALID' }] } },
    });
  });

  it('gives texts and lists of texts, and refuses one for the other', () => {
    const query = readRestliQuery('a=x&b=List(x,y)&c=(d:e)&f=List((g:h))');
    expect([textOf(query, 'a'), textOf(query, 'z'), textsOf(query, 'b'), textsOf(query, 'z')]).toEqual([
      'x',
      undefined,
      ['x', 'y'],
      undefined,
    ]);
    expect([isRecord(query.c), isRecord(query.b), isRecord(query.a), isRecord(undefined)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    for (const wrong of [() => textOf(query, 'b'), () => textsOf(query, 'a'), () => textsOf(query, 'f')]) {
      expect(replied(wrong)).toMatchObject({ status: 400 });
    }
  });
});
