import { expect, it } from 'vitest';
import { sourceWords } from './source-words.ts';

it.each([
  ['competitor_signals', 'competitor signals'],
  ['audience_analytics', 'audience figures'],
  ['metrics.daily', 'figures of each day'],
  ['some_new_source', 'some new source'],
  ['constructor', 'constructor'],
])('the source %s is called %s', (source, words) => expect(sourceWords(source)).toBe(words));
