import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';

const source = readFileSync('playbooks/campaign-health.yaml', 'utf8');
const compiled = compilePlaybook(source, { file: 'campaign-health.yaml', actions: actionCatalog });

describe('the playbook campaign-health', () => {
  it('compiles without any finding', () => {
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.plan).toMatchObject({ playbook_id: 'campaign_health_v1', scope: 'campaign' });
  });

  it('asks people before every write, shows them the recommendation, and takes silence for a no', () => {
    const writes = everyStep(compiled.plan?.steps ?? []).filter(
      (step) => step.kind === 'action' && step.effect === 'write',
    );
    expect(writes.map((step) => step.id)).toEqual([
      ...[
        'set_bid',
        'rotate_creative',
        'make_creatives',
        'show_creative',
        'expand_audience',
        'exclude_audience',
        'set_audience_expansion',
      ],
      ...['set_daily_budget', 'move_budget', 'pause'],
    ]);
    for (const step of writes) {
      expect(step).toMatchObject({
        approval: {
          ...{ quorum: 1, timeout_seconds: 172_800, on_timeout: 'reject' },
          approvers: { roles: ['marketer', 'approver', 'admin'] },
        },
      });
      // New words are shown beside the recommendation that asks for them.
      const shown = step.kind === 'action' ? step.approval?.evidence : null;
      expect(JSON.stringify(shown), step.id).toContain('"source":"recommendation"');
    }
  });
});
