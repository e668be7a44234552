import { expect, it } from 'vitest';
import { conformanceTable } from './table.ts';

const result = (platform: string, title: string, status = 'passed') => ({
  ancestorTitles: ['', `${platform} keeps the promises of an ad platform`, 'reading'],
  title,
  status,
});
const report = {
  testResults: [
    { assertionResults: [result('b_ads', 'gives days'), result('b_ads', 'gives hours (not offered)')] },
    { assertionResults: [result('a_ads', 'gives days', 'failed'), result('a_ads', 'gives hours')] },
  ],
};

it('a case is a line and a platform a column, whichever file was read first', () => {
  expect(conformanceTable(report).text).toBe(
    [
      '| case                 | a_ads | b_ads |',
      '| -------------------- | ----- | ----- |',
      '| reading: gives days  | ✗     | ✓     |',
      '| reading: gives hours | ✓     | –     |',
    ].join('\n'),
  );
});

it('a case that is not offered is not a broken one, and one that did not run is', () => {
  expect(conformanceTable(report).broken).toBe(1);
  const pending = { testResults: [{ assertionResults: [result('a_ads', 'gives days', 'pending')] }] };
  expect(conformanceTable(pending)).toMatchObject({ broken: 1, text: expect.stringContaining('✗') });
});
