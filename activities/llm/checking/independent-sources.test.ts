import { describe, expect, it } from 'vitest';
import type { CouncilSource } from '../../../contracts/council.ts';
import { countIndependentOf } from './independent-sources.ts';

const source = (source_id: string, text: string, title = source_id) => ({ source_id, title, text, trusted: false });
const countIndependent = (sources: readonly CouncilSource[]) =>
  countIndependentOf(sources)(sources.map(({ source_id }) => source_id));
const pages = (...hosts: string[]) => hosts.map((host, at) => source(`https://${host}/page`, `text number ${at}`));

describe('independent sources', () => {
  it('are of different registrable domains, also of short names and with a final dot', () => {
    expect(countIndependent(pages('www.news.com', 'blog.news.com'))).toBe(1);
    expect(countIndependent(pages('www.abc.com', 'blog.abc.com', 'abc.com.'))).toBe(1);
    expect(countIndependent(pages('one.co.uk', 'two.co.uk'))).toBe(2);
    expect(countIndependent(pages('a.one.co.uk', 'b.one.co.uk'))).toBe(1);
    expect(countIndependent(pages('www.hm.de', 'shop.hm.de'))).toBe(1);
  });

  it('are not two passages of one document, and are passages of two', () => {
    const passage = (id: string) => source(id, `what stands in ${id}`, 'Brand guide');
    expect(countIndependent([passage('5f3a#0'), passage('5f3a#1'), passage('5f3a#12')])).toBe(1);
    expect(countIndependent([passage('5f3a#0'), passage('77b1#0')])).toBe(2);
    expect(countIndependent([passage('metrics'), passage('metrics#x')])).toBe(2);
  });

  it('are told apart by an address in the title where the id is none', () => {
    const one = source('a', 'some words', 'https://one.example.com/x');
    const other = source('b', 'other words', 'See https://two.example.com/y');
    expect(countIndependent([one, other])).toBe(1);
  });

  it('are no copies of each other, however they are cut or written', () => {
    const text = 'Prices in the sector went up by a tenth in the spring of this year, says the survey.';
    expect(countIndependent([source('a', text), source('b', text.toUpperCase())])).toBe(1);
    expect(
      countIndependent([source('a', text), source('b', `${text} We agree with all of it, and add our own view.`)]),
    ).toBe(1);
    expect(countIndependent([source('a', text), source('b', 'Clicks became cheaper after the holidays.')])).toBe(2);
  });

  it('are none where there are none, and one where two say nothing', () => {
    expect(countIndependent([])).toBe(0);
    expect(countIndependent([source('a', ''), source('b', '…')])).toBe(1);
  });

  it('are counted by the ids that are named, each once, and only where they were given', () => {
    const count = countIndependentOf([source('a', 'some words'), source('b', 'other words entirely')]);
    expect([count(['a']), count(['a', 'a']), count(['b', 'a']), count(['a', 'c']), count([])]).toEqual([1, 1, 2, 1, 0]);
  });
});
