import { expect, it } from 'vitest';
import { type ChartPoint, lowestTick } from './chart-point.ts';

const point = (value: number | null, low: number | null = null): ChartPoint => ({
  at: '2026-03-01',
  value,
  low,
  high: null,
  expected: null,
  anomalous: false,
});

it('starts the axis a little under what is drawn, so that changes can be seen', () => {
  expect(lowestTick([point(320), point(400)])).toBe(308);
  expect(lowestTick([point(320), point(400, 300)])).toBe(285);
});

it('never starts below zero for what is never negative', () => {
  expect(lowestTick([point(0), point(10)])).toBe(0);
  expect(lowestTick([point(-5), point(5)])).toBe(-6.5);
});

it('has a start when there is nothing to draw', () => {
  expect(lowestTick([point(null)])).toBe(0);
});
