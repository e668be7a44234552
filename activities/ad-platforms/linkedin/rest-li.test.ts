import { describe, expect, it } from 'vitest';
import { encodeQuery, encodeValue } from './rest-li.ts';

describe('a query in the notation of Rest.li', () => {
  it('lists and objects are written with bare brackets, what lies in them is encoded', () => {
    const search = {
      status: { values: ['ACTIVE', 'PAUSED'] },
      campaignGroup: { values: ['urn:li:sponsoredCampaignGroup:1'] },
    };
    expect(encodeQuery({ q: 'search', search })).toBe(
      'q=search&search=(status:(values:List(ACTIVE,PAUSED)),campaignGroup:(values:List(urn%3Ali%3AsponsoredCampaignGroup%3A1)))',
    );
  });
  it('numbers and truth values go as they are, fields joined by bare commas at the end', () => {
    const query = { start: { year: 2026, month: 11, day: 1 }, test: false };
    expect(encodeQuery(query, ['impressions', 'clicks'])).toBe(
      'start=(year:2026,month:11,day:1)&test=false&fields=impressions,clicks',
    );
  });
  it.each([
    ['urn:li:staffCountRange:(1,10)', 'urn%3Ali%3AstaffCountRange%3A%281%2C10%29'],
    ["it's *new*!", 'it%27s%20%2Anew%2A%21'],
    ['Zürich & co', 'Z%C3%BCrich%20%26%20co'],
    ['DgGerr1iVQ_-=', 'DgGerr1iVQ_-%3D'],
    ['', "''"],
  ])('a text that means something to Rest.li, %j, is taken as a text', (text, encoded) => {
    expect(encodeValue(text)).toBe(encoded);
  });
  it('an empty list is a list', () => {
    expect(encodeValue([])).toBe('List()');
  });
});
