import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { actionId } from '../../contracts/action.ts';
import { oneStepPlaybook } from './one-step-playbook.ts';

const [definition] = actionCatalog.filter((each) => actionId(each) === 'AdPlatformAgent.read_campaign_state');
if (definition === undefined) throw new Error('The action is not in the catalog.');

describe('a playbook of one step', () => {
  it('is about the campaign among its parameters, which becomes its input', () => {
    const { plan, playbook_version_id, edited_by } = oneStepPlaybook(definition, { campaign_id: '100', days: 3 }, 'u1');
    expect([plan.scope, Object.keys(plan.inputs), playbook_version_id, edited_by]).toEqual([
      'campaign',
      ['campaign_id'],
      null,
      'u1',
    ]);
    expect(plan.steps).toMatchObject([
      {
        params: {
          campaign_id: { kind: 'expression', expression: { source: 'inputs.campaign_id' } },
          days: { kind: 'literal', value: 3 },
        },
      },
    ]);
  });

  it('without a campaign is about nothing', () => {
    const { plan } = oneStepPlaybook(definition, {}, 'u1');
    expect([plan.scope, plan.inputs]).toEqual(['none', {}]);
  });

  it('takes a text that looks like a template literally', () => {
    const value = '{{ context.secret }}';
    const { plan } = oneStepPlaybook(definition, { name: value }, 'u1');
    expect(plan.steps).toMatchObject([{ params: { name: { kind: 'literal', value } } }]);
  });

  it('has the same digest for the same parameters, in any order, and another for others', () => {
    const digest = (params: Record<string, number>) => oneStepPlaybook(definition, params, 'u1').digest;
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }));
    expect(digest({ a: 1, b: 2 })).not.toBe(digest({ a: 1, b: 3 }));
  });

  it.each(
    actionCatalog
      .filter((each) => each.effect === 'read' || each.effect === 'propose')
      .map((each) => [actionId(each), each] as const),
  )('can be made of every action that may run so: %s', (id, each) => {
    expect(oneStepPlaybook(each, {}, 'u1').plan.steps).toMatchObject([{ kind: 'action', action_id: id }]);
  });
});
