import { describe, expect, it } from 'vitest';
import { replyOf } from '../../door/reply.ts';
import { parseQuery } from './parse.ts';

function refusalOf(query: string): string {
  try {
    parseQuery(query);
  } catch (error) {
    return JSON.stringify(replyOf(error)?.body);
  }
  return 'was read';
}

describe('the query language', () => {
  it('is read whole, keywords in any case', () => {
    const query = `
      select campaign.id, metrics.clicks
      FROM campaign Where campaign.status != 'REMOVED' AND campaign.id IN (1, '2') and segments.date DURING LAST_7_DAYS
      ORDER BY metrics.clicks desc, campaign.id ASC, campaign.name LIMIT 5 PARAMETERS include_drafts=true`;
    expect(parseQuery(query)).toEqual({
      select: ['campaign.id', 'metrics.clicks'],
      from: 'campaign',
      where: [
        { field: 'campaign.status', operator: '!=', values: ['REMOVED'] },
        { field: 'campaign.id', operator: 'IN', values: ['1', '2'] },
        { field: 'segments.date', during: 'LAST_7_DAYS' },
      ],
      order: [
        { field: 'metrics.clicks', descending: true },
        { field: 'campaign.id', descending: false },
        { field: 'campaign.name', descending: false },
      ],
      limit: 5,
    });
  });

  it('reads BETWEEN as two comparisons', () => {
    expect(parseQuery("SELECT a.b FROM c WHERE a.b BETWEEN '1' AND '2' AND a.c = 3").where).toEqual([
      { field: 'a.b', operator: '>=', values: ['1'] },
      { field: 'a.b', operator: '<=', values: ['2'] },
      { field: 'a.c', operator: '=', values: ['3'] },
    ]);
  });

  it.each([
    ["a.b NOT IN ('x')", 'NOT IN', ['x']],
    ["a.b LIKE '%x%'", 'LIKE', ['%x%']],
    ["a.b NOT LIKE 'x'", 'NOT LIKE', ['x']],
    ['a.b IS NULL', 'IS NULL', []],
    ['a.b is not null', 'IS NOT NULL', []],
    ["a.b = 'O\\'Neil'", '=', ["O'Neil"]],
    ['a.b = "double"', '=', ['double']],
    ['a.b >= -3.5', '>=', ['-3.5']],
    ['a.b < 3', '<', ['3']],
    ['a.b = TRUE', '=', ['TRUE']],
    ["a.b = 'FROM x LIMIT 3'", '=', ['FROM x LIMIT 3']],
  ])('reads %s', (condition, operator, values) => {
    const [read] = parseQuery(`SELECT a.b FROM c WHERE ${condition}`).where;
    expect(read).toEqual({ field: 'a.b', operator, values });
  });

  it.each([
    ['', 'EXPECTED_SELECT'],
    ['FROM campaign', 'EXPECTED_SELECT'],
    ['SELECT campaign.id', 'EXPECTED_FROM'],
    ['SELECT campaign.id campaign.name FROM campaign', 'EXPECTED_FROM'],
    ['SELECT campaign.id, FROM campaign', 'EXPECTED_FROM'],
    ['SELECT a.b FROM c WHERE a.b ~ 3', 'UNEXPECTED_INPUT'],
    ['SELECT a.b FROM c WHERE a.b CONTAINS 3', 'BAD_OPERATOR'],
    ['SELECT a.b FROM c WHERE a.b = ', 'BAD_VALUE'],
    ['SELECT a.b FROM c WHERE a.b IN 3', 'EXPECTED_LIST'],
    ['SELECT a.b FROM c WHERE a.b IN (3', 'EXPECTED_LIST'],
    ['SELECT a.b FROM c WHERE a.b BETWEEN 1 OR 2', 'EXPECTED_AND'],
    ['SELECT a.b FROM c WHERE a.b = 1 OR a.b = 2', 'UNEXPECTED_INPUT'],
    ['SELECT a.b FROM c ORDER a.b', 'EXPECTED_BY'],
    ['SELECT a.b FROM c LIMIT 0', 'BAD_LIMIT_VALUE'],
    ['SELECT a.b FROM c LIMIT x', 'BAD_LIMIT_VALUE'],
    ['SELECT a.b FROM c LIMIT 1.5', 'BAD_LIMIT_VALUE'],
    ['SELECT a.b FROM c; DROP TABLE c', 'UNEXPECTED_INPUT'],
    ["SELECT a.b FROM c WHERE a.b = 'open", 'UNEXPECTED_INPUT'],
  ])('“%s” is refused with %s', (query, value) => {
    expect(refusalOf(query)).toContain(`"queryError":"${value}"`);
  });
});
