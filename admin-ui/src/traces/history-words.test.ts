import { expect, it } from 'vitest';
import { historySentence } from './history-words.ts';

it.each([
  [{ outcome: 'same', event_id: null, reason: null, events: 42 }, 'The code of today does the same in all 42 events.'],
  [
    { outcome: 'different', event_id: 12, reason: 'Another action.', events: 42 },
    'The code of today does something else at event 12 of 42: Another action.',
  ],
  [
    { outcome: 'different', event_id: null, reason: null, events: 42 },
    'The code of today does something else in its 42 events.',
  ],
] as const)('%j reads “%s”', (answer, sentence) => expect(historySentence(answer)).toBe(sentence));
