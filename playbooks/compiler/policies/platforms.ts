import { type Platform, platformSchema } from '../../../contracts/platform.ts';
import { reportType } from '../fields.ts';
import type { Report } from '../report.ts';
import { readChoice } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** Reads `platforms`: a list of at least one ad platform, each once. Null when nothing usable stands there. */
export function readPlatforms(node: SourceNode, report: Report): readonly Platform[] | null {
  const { options } = platformSchema;
  if (node.kind !== 'list' || node.items.length === 0) {
    const one = node.kind === 'scalar' && node.value !== null ? `[${node.raw}]` : null;
    reportType(node, '`platforms`', `a list of at least one of ${options.join(', ')}`, report, one);
    return null;
  }
  const platforms: Platform[] = [];
  for (const item of node.items) {
    const platform = readChoice(item, 'A platform', options, report);
    if (platform === null) continue;
    if (!platforms.includes(platform)) platforms.push(platform);
    else
      report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: item.place,
        message: `${platform} is named twice.`,
        expected: 'each platform once',
      });
  }
  return platforms.length === 0 ? null : platforms;
}
