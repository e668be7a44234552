import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

describe('a table as a list', () => {
  it('names the column of each cell, in each line', () => {
    expect(csvText('rule,limit\nBudget,20 %\nBid,10 %')).toBe('- rule: Budget; limit: 20 %\n- rule: Bid; limit: 10 %');
  });

  it('is read with semicolons and tabs as well, and with a byte-order mark', () => {
    expect(csvText('\uFEFFa;b\n1,5;2')).toBe('- a: 1,5; b: 2');
    expect(csvText('a\tb\n1\t2')).toBe('- a: 1; b: 2');
  });

  it('leaves out empty cells and empty rows, and keeps a cell without a heading', () => {
    expect(csvText('a,,c\n1,2,\n,,\n')).toBe('- a: 1; 2');
  });

  it('keeps a quoted cell of several lines in one line', () => {
    expect(csvText('a,b\n"one\ntwo, ""three""",4')).toBe('- a: one two, "three"; b: 4');
  });

  it('says nothing when there is a heading alone', () => {
    expect(csvText('a,b\n')).toBe('');
  });

  it('is refused when its rows do not fit, with the line', () => {
    expect(() => csvText('a,b\n1,2\n1,2,3')).toThrow(
      expect.objectContaining({ code: 'KNOWLEDGE_DOCUMENT_MALFORMED', details: expect.objectContaining({ line: 3 }) }),
    );
  });
});
