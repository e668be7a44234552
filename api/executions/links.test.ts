import { describe, expect, it } from 'vitest';
import { eventUrlOf, linksOf, temporalUrlOf } from './links.ts';

const execution = { execution_id: 'e1', workflow_id: 'pb.health_v1.a/b c.e1', run_id: 'r1' };
const settings = {
  public_url: 'https://mbi.example',
  temporal_ui_url: 'https://ui.example',
  temporal_namespace: 'a b',
};

describe('the links of an execution', () => {
  it('start at the public address', () => {
    const { temporal, ...own } = linksOf(settings, execution);
    expect(own).toEqual({
      self: 'https://mbi.example/v2/playbooks/executions/e1',
      events: 'https://mbi.example/v2/executions/e1/events',
      admin: 'https://mbi.example/admin/#/executions/e1/show',
    });
    expect(temporal).toBe('https://ui.example/namespaces/a%20b/workflows/pb.health_v1.a%2Fb%20c.e1/r1/history');
  });

  it('are relative when there is no public address, and name no page that does not exist', () => {
    const links = linksOf({ ...settings, public_url: '', temporal_ui_url: null }, execution);
    expect(links.self).toBe('/v2/playbooks/executions/e1');
    expect(links).not.toHaveProperty('temporal');
  });

  it('lead to the very event of a failed attempt where it is known, in the run in which that was', () => {
    const details = { wait: 1, temporal: { run_id: 'r0', event_id: '17' } };
    expect(eventUrlOf(settings, 'w', details)).toBe(
      'https://ui.example/namespaces/a%20b/workflows/w/r0/history/events/17',
    );
    for (const unknown of [null, {}, { temporal: { run_id: 'r0' } }])
      expect(eventUrlOf(settings, 'w', unknown)).toBeNull();
    expect(eventUrlOf({ ...settings, temporal_ui_url: null }, 'w', details)).toBeNull();
    expect(temporalUrlOf(settings, { ...execution, event_id: null })).toMatch(/history$/);
  });

  it('lead to the workflow while no run is known yet', () => {
    expect(temporalUrlOf(settings, { ...execution, run_id: null })).toBe(
      'https://ui.example/namespaces/a%20b/workflows/pb.health_v1.a%2Fb%20c.e1',
    );
  });
});
