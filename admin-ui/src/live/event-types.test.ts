import { expect, it } from 'vitest';
import { executionEventTypeSchema } from '../../../contracts/execution.ts';
import { eventTypes } from './event-types.ts';

it('listens to every kind of event that the server sends', () => {
  expect(eventTypes).toEqual(executionEventTypeSchema.options);
});
