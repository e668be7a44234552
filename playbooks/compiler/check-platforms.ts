import { adPlatforms } from '../../activities/ad-platforms/platforms.action.ts';
import type { Step } from '../../contracts/plan/index.ts';
import type { Platform } from '../../contracts/platform.ts';
import type { PlatformAbility } from '../../contracts/platform-capabilities.ts';
import type { CompileContext, PlatformAsk } from './compile-context.ts';

/** What each platform lacks for a step: platforms that lack nothing are not in it. */
function lacking({ needs }: PlatformAsk): ReadonlyMap<Platform, readonly PlatformAbility[]> {
  const lacks = adPlatforms.map(({ platform, capabilities }) => {
    const missing = needs.filter((need) => !capabilities.abilities.includes(need));
    return [platform, missing] as const;
  });
  return new Map(lacks.filter(([, missing]) => missing.length > 0));
}

/** A platform on which no money is spent is meant only by playbooks that name it. */
const withMoney = adPlatforms
  .filter(({ capabilities }) => capabilities.budget_owners.length > 0)
  .map(({ platform }) => platform);

/**
 * Reports each step whose action needs what a platform does not have. Where the playbook names its platforms, every one of
 * them must be able to do every step. Where it names none, steps that every execution reaches are warned of: a step behind a
 * condition may well be reached on the platforms alone that have it.
 */
export function checkPlatforms(
  named: readonly Platform[] | null,
  steps: readonly Step[],
  { asks, report }: CompileContext,
): void {
  const always = new Set(steps.flatMap((step) => (step.condition === null ? [step.id] : [])));
  for (const ask of asks) {
    const lacks = lacking(ask);
    const able = adPlatforms.map(({ platform }) => platform).filter((platform) => !lacks.has(platform));
    const meant = named ?? withMoney;
    const unable = meant.filter((platform) => lacks.has(platform));
    if (unable.length === 0 || (named === null && !always.has(ask.stepId))) continue;
    const missing = new Set(unable.flatMap((platform) => lacks.get(platform) ?? []));
    const left = named === null ? able : named.filter((platform) => able.includes(platform));
    report.add({
      code: 'PLAYBOOK_PLATFORM_CANNOT',
      severity: named === null ? 'warning' : 'error',
      place: ask.place,
      message: `${ask.actionId} needs ${[...missing].join(', ')}, which ${unable.join(', ')} ${unable.length === 1 ? 'does' : 'do'} not have.`,
      expected: able.length === 0 ? 'no platform has it' : `${able.join(', ')} can`,
      suggestion: left.length === 0 ? null : `platforms: [${left.join(', ')}]`,
    });
  }
}
