import type { Sinks } from '@temporalio/workflow';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionResult } from '../../contracts/execution.ts';
import type { StepKind } from '../../contracts/plan/index.ts';

/** Whose execution a report is about. */
export type ReportKey = { readonly tenant_id: string; readonly execution_id: string };

/** A step that no activity writes down: pure ones, skipped ones, and the frames around others. */
export type StepReport = ReportKey & {
  readonly step_id: string;
  readonly iteration: string;
  readonly kind: StepKind;
  readonly summary: string;
  readonly line: number;
  readonly status: 'running' | 'completed' | 'skipped' | 'failed';
  readonly output: JsonValue;
  readonly error: FailureReport | null;
  /** An earlier execution did it; its output was taken over. */
  readonly reused?: true;
  readonly at_ms: number;
};

/** An error as people read it: a code of the closed list and a sentence. */
export type FailureReport = { readonly code: string; readonly message: string; readonly details: JsonObject };

/** How an execution ended. */
export type FinishReport = ReportKey & {
  readonly status: ExecutionResult['status'];
  readonly result: JsonValue;
  readonly outputs: JsonObject;
  readonly error: FailureReport | null;
  readonly at_ms: number;
};

/**
 * What a workflow tells the read model without an event in its history. A call may be lost with the worker or come
 * twice, so the receiving side is idempotent and a sweep over closed workflows repairs what is missing.
 */
export interface ReadModelSinks extends Sinks {
  read_model: {
    started(report: ReportKey & { readonly run_id: string; readonly continued: boolean; readonly at_ms: number }): void;
    step(report: StepReport): void;
    waiting(report: ReportKey & { readonly step_id: string; readonly waiting: boolean }): void;
    /** `waiting`: a timer runs meanwhile, which is what shows when the pause is over. */
    paused(report: ReportKey & { readonly paused: boolean; readonly waiting: boolean }): void;
    decision(report: ReportKey & SettledDecision): void;
    finished(report: FinishReport): void;
  };
}
