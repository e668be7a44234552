import { z } from 'zod';

/** One error of a `GoogleAdsFailure`. */
const adsErrorWire = z.object({
  errorCode: z.record(z.string(), z.string()).nullish(),
  message: z.string().nullish(),
  trigger: z.object({ stringValue: z.string().nullish() }).nullish(),
  location: z
    .object({
      fieldPathElements: z.array(z.object({ fieldName: z.string(), index: z.int().nullish() })).nullish(),
    })
    .nullish(),
  details: z
    .object({
      quotaErrorDetails: z.object({ rateScope: z.string().nullish(), retryDelay: z.string().nullish() }).nullish(),
      budgetPerDayMinimumErrorDetails: z.object({ minimumBudgetAmountMicros: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
/** One error of a `GoogleAdsFailure`. */
export type AdsErrorWire = z.infer<typeof adsErrorWire>;

const failureWire = z.object({ requestId: z.string().nullish(), errors: z.array(adsErrorWire) });
const retryInfoWire = z.object({ '@type': z.string(), retryDelay: z.string() });
const errorInfoWire = z.object({ '@type': z.string(), reason: z.string() });
const badRequestWire = z.object({
  fieldViolations: z.array(
    z.object({ field: z.string(), description: z.string().nullish(), reason: z.string().nullish() }),
  ),
});

/** The status that Google's APIs send instead of an answer. */
export const statusWire = z.object({
  code: z.int().nullish(),
  message: z.string().nullish(),
  status: z.string().nullish(),
  details: z.array(z.unknown()).nullish(),
});
/** The status that Google's APIs send instead of an answer. */
export type StatusWire = z.infer<typeof statusWire>;

const envelope = z.object({ error: statusWire });

/** The status inside an answer: plain, or in an array as a stream sends it. Null where there is none. */
export function statusOf(body: unknown): StatusWire | null {
  const bodies: readonly unknown[] = Array.isArray(body) ? body : [body];
  for (const each of bodies) {
    const found = envelope.safeParse(each).data;
    if (found !== undefined) return found.error;
  }
  return null;
}

function firstDetail<Found>(status: StatusWire | null, schema: z.ZodType<Found>): Found | null {
  for (const detail of status?.details ?? []) {
    const found = schema.safeParse(detail).data;
    if (found !== undefined) return found;
  }
  return null;
}

/** The errors of the Ads API, with the id under which Google finds the request. */
export function adsErrorsOf(status: StatusWire | null): {
  readonly errors: readonly AdsErrorWire[];
  readonly request_id: string | null;
} {
  const failure = firstDetail(status, failureWire);
  return { errors: failure?.errors ?? [], request_id: failure?.requestId ?? null };
}

/** The reason of a `google.rpc.ErrorInfo`, such as ACCESS_TOKEN_EXPIRED. */
export function reasonOf(status: StatusWire | null): string | null {
  return firstDetail(status, errorInfoWire)?.reason ?? null;
}

/** How long to wait by a `google.rpc.RetryInfo`, such as `30s`. */
export function retryDelayOf(status: StatusWire | null): string | null {
  return firstDetail(status, retryInfoWire)?.retryDelay ?? null;
}

/** The fields that a `google.rpc.BadRequest` blames. */
export function violationsOf(status: StatusWire | null) {
  return firstDetail(status, badRequestWire)?.fieldViolations ?? [];
}
