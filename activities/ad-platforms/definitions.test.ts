import { describe, expect, it } from 'vitest';
import { actionId } from '../../contracts/action.ts';
import { appliedChangeSchema } from '../../contracts/change-set.ts';
import { actionCatalog } from '../catalog.action.ts';
import { adPlatformDefinitions } from './definitions.action.ts';

describe.each(adPlatformDefinitions.map((definition) => [actionId(definition), definition] as const))(
  '%s',
  (id, definition) => {
    it('can be named in a playbook', () => {
      expect(actionCatalog.filter((each) => actionId(each) === id)).toHaveLength(1);
      expect(id).toMatch(/^AdPlatformAgent\.[a-z_]+$/);
      expect(definition.summary).toMatch(/^[A-Z].+\.$/);
    });
    it('is noticed within five seconds when its worker dies', () => {
      expect(definition.heartbeat_seconds).toBeLessThanOrEqual(5);
    });
    it('refuses empty ids', () => {
      const empty = Object.fromEntries(Object.keys(definition.params.shape).map((name) => [name, '']));
      expect(definition.params.safeParse(empty).success).toBe(false);
    });
    it('gives an applied change if, and only if, it writes', () => {
      expect(definition.output === appliedChangeSchema).toBe(definition.effect === 'write');
    });
  },
);

it('money is a positive whole number of minor units', () => {
  const budget = adPlatformDefinitions.find((each) => each.action === 'set_daily_budget');
  const parses = (daily_budget_minor: unknown) =>
    budget?.params.safeParse({ campaign_id: '1', daily_budget_minor }).success;
  expect([parses(1), parses(0), parses(-5), parses(1.5), parses('100'), parses(Number.NaN)]).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
