import { expect, it } from 'vitest';
import { sourceName } from './source-name.ts';

it.each([
  ['campaign_metrics', 'Campaign figures'],
  ['metrics.daily', 'Figures of each day'],
  ['site_health', 'Checks of the landing page'],
  ['something.new', 'Something new'],
  ['', ''],
])('the source %s is called %s', (source, name) => {
  expect(sourceName(source)).toBe(name);
});
