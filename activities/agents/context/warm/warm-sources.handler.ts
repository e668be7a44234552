import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import type { Database } from '../../../../db/connect.ts';
import { type CollectorMetrics, warmingResults } from '../collector/metrics.ts';
import type { Warmable } from '../collector/source.ts';
import type { Subject } from '../collector/subject.ts';
import type { Timing } from '../collector/timing.ts';
import type { Collectors } from '../collectors.ts';
import { dueSubjects } from './due-subjects.ts';
import { type WarmingTask, warmSource } from './warm-source.ts';
import { warmSources } from './warm-sources.action.ts';

/** Warms every source at the same time, each at its own pace, and tells how it went: counted, in the log, and as output. */
export function createWarmSourcesHandler(deps: {
  readonly database: Database;
  readonly timing: Timing;
  readonly metrics: Pick<CollectorMetrics, 'warmed'>;
  readonly collectors: Collectors;
}): BoundHandler {
  const { timing, metrics } = deps;
  return bindRun({
    definition: warmSources,
    run: async (params, { origin, signal, log }) => {
      const begun = timing.elapsedMs();
      const minutes = params.starts_in_minutes + params.lasts_minutes;
      const until = new Date(timing.now().getTime() + minutes * 60_000);
      const subjects = await dueSubjects(deps, origin.tenant_id, params.playbook_id);
      const tasks = await tasksOf(Object.values(deps.collectors), subjects);
      const ends_at_ms = begun + params.starts_in_minutes * 60_000;
      const bounds = { until, ends_at_ms, per_minute: params.per_minute, signal };
      let spare = params.most;
      const sources = await Promise.all(
        tasks.map(async ({ source, subjects: all }) => {
          const chosen = all.slice(0, Math.max(0, spare));
          spare -= chosen.length;
          const counts = await warmSource({ timing, log }, { source, subjects: chosen }, bounds);
          return { source: source.name, ...counts, left: counts.left + all.length - chosen.length };
        }),
      );
      const total = { warmed: 0, fresh: 0, failed: 0, left: 0 };
      for (const each of sources) {
        for (const result of warmingResults) {
          total[result] += each[result];
          if (each[result] > 0) metrics.warmed(each.source, result, each[result]);
        }
      }
      const told = { campaigns: subjects.length, good_until: until.toISOString(), ...total };
      log.info({ event: 'sources_warmed', playbook_id: params.playbook_id, ...told }, 'sources_warmed');
      return { ...told, sources };
    },
  });
}

/** The sources with one subject for each key, in the order of the campaigns; what is never kept is left out. */
async function tasksOf(
  collectors: readonly { warmable(subject: Subject): readonly Warmable[] }[],
  subjects: readonly Subject[],
): Promise<readonly WarmingTask[]> {
  const found = new Map<Warmable, Map<string, Subject>>();
  for (const subject of subjects) {
    for (const source of collectors.flatMap((each) => each.warmable(subject))) {
      const key = await source.keyOf(subject);
      const keys = found.get(source) ?? new Map<string, Subject>();
      found.set(source, keys);
      if (key !== null && !keys.has(key)) keys.set(key, subject);
    }
  }
  return [...found].map(([source, keys]) => ({ source, subjects: [...keys.values()] }));
}
