import { campaignFeatures } from '../../../contracts/campaign-features.ts';
import type { OutcomePromise, Plan } from '../../../contracts/plan/index.ts';
import { readFields, reportMissing } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { closest } from '../nearest.ts';
import { warnRatio } from '../ratio.ts';
import type { Report } from '../report.ts';
import { readChoice, readDuration, readNumber, readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

const required = ['metric', 'direction', 'window'] as const;
const { keys } = languageMaps.outcome;

/** Reads `outcome`, the playbook’s own promise. `minimum_effect` is a percentage: 5, or '5%'. */
export function readOutcome(node: SourceNode, scopeKind: Plan['scope'], report: Report): OutcomePromise | null {
  const fields = readFields(node, languageMaps.outcome, report);
  if (fields === null) return null;
  for (const key of required) {
    if (fields.entry(key) === undefined) reportMissing(fields.place, '`outcome`', key, required.join(', '), report);
  }
  const metric = readText(fields.node('metric'), '`metric`', report);
  const metrics = campaignFeatures.filter((feature) => feature.type !== 'string').map((feature) => feature.name);
  const metricNode = fields.node('metric');
  if (
    metric !== null &&
    metricNode !== undefined &&
    scopeKind === 'campaign' &&
    !metrics.some((name) => name === metric)
  ) {
    report.add({
      code: 'PLAYBOOK_FIELD_UNKNOWN',
      place: metricNode.place,
      message: `There is no metric ${metric}.`,
      expected: metrics.join(', '),
      suggestion: closest(metric, metrics),
    });
  }
  const direction = readChoice(fields.node('direction'), '`direction`', keys.direction.value.of, report);
  const window = readDuration(fields.node('window'), '`window`', keys.window.value, report);
  const effect = readEffect(fields.node('minimum_effect'), report);
  if (metric === null || direction === null || window === null) return null;
  return { metric, direction, window_seconds: Math.ceil(window), minimum_effect_pct: effect };
}

function readEffect(node: SourceNode | undefined, report: Report): number {
  const percent =
    node?.kind === 'scalar' && typeof node.value === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(node.value) : null;
  const number = percent?.[1] !== undefined && node?.kind === 'scalar' ? { ...node, value: Number(percent[1]) } : node;
  warnRatio(node, report);
  return readNumber(number, '`minimum_effect`', keys.minimum_effect.value.of[0], report) ?? 0;
}
