import { expect, it } from 'vitest';
import { temperatureOf } from './language-model.ts';

it('a temperature is what the prompt asks, else the configured one, never above 0.2, and none where none is sent', () => {
  expect(temperatureOf({ temperature: 0.1 }, { temperature: 0 })).toBe(0);
  expect(temperatureOf({ temperature: 0.1 }, {})).toBe(0.1);
  expect(temperatureOf({ temperature: 0.1 }, { temperature: 1 })).toBe(0.2);
  expect(temperatureOf({ temperature: null }, { temperature: 0.1 })).toBeNull();
});
