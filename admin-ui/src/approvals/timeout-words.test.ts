import { expect, it } from 'vitest';
import { describeTimeout } from './timeout-words.ts';

it.each(['reject', 'cancel', 'escalate', 'anything later'])('“%s” never reads as an approval', (on_timeout) => {
  expect(describeTimeout(on_timeout)).toMatch(/nothing changes/);
  expect(describeTimeout(on_timeout)).not.toMatch(/approve/i);
});
