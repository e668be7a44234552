import { z } from 'zod';
import type { ApiSettings } from '../dependencies.ts';

/** Where else an execution can be looked at: the API, its event stream, the back office and the Temporal UI. */
export function linksOf(
  settings: Pick<ApiSettings, 'public_url' | 'temporal_ui_url' | 'temporal_namespace'>,
  execution: { readonly execution_id: string; readonly workflow_id: string; readonly run_id: string | null },
) {
  const { public_url } = settings;
  const { execution_id } = execution;
  const temporal = temporalUrlOf(settings, execution);
  return {
    self: `${public_url}/v2/playbooks/executions/${execution_id}`,
    events: `${public_url}/v2/executions/${execution_id}/events`,
    admin: `${public_url}/admin/#/executions/${execution_id}/show`,
    ...(temporal === null ? {} : { temporal }),
  };
}

const placeSchema = z.object({ temporal: z.object({ run_id: z.string(), event_id: z.string() }) });

/** The event of a failed attempt in the Temporal UI; null where the envelope could not find it, or there is no UI. */
export function eventUrlOf(
  settings: Pick<ApiSettings, 'temporal_ui_url' | 'temporal_namespace'>,
  workflow_id: string,
  error_details: unknown,
): string | null {
  const place = placeSchema.safeParse(error_details);
  return place.success ? temporalUrlOf(settings, { workflow_id, ...place.data.temporal }) : null;
}

/** The execution’s history in the Temporal UI, or the very event of it; null when the installation has none. */
export function temporalUrlOf(
  settings: Pick<ApiSettings, 'temporal_ui_url' | 'temporal_namespace'>,
  execution: { readonly workflow_id: string; readonly run_id: string | null; readonly event_id?: string | null },
): string | null {
  if (settings.temporal_ui_url === null) return null;
  const namespace = encodeURIComponent(settings.temporal_namespace);
  const workflow = encodeURIComponent(execution.workflow_id);
  const run = execution.run_id === null ? '' : `/${encodeURIComponent(execution.run_id)}/history`;
  const event = execution.run_id === null || execution.event_id == null ? '' : `/events/${execution.event_id}`;
  return `${settings.temporal_ui_url}/namespaces/${namespace}/workflows/${workflow}${run}${event}`;
}
