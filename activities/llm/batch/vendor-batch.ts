import type { CodedError } from '../../../contracts/errors/index.ts';
import type { Completion, CompletionRequest } from '../language-model.ts';

/** One question of a batch. The id is ours: 1 to 64 letters and digits. */
export type BatchedRequest = { readonly custom_id: string; readonly request: Omit<CompletionRequest, 'signal'> };

/** What became of one question: what a model answered, or why it did not. `billed` tells whether the vendor counts it. */
export type BatchedResult =
  | { readonly custom_id: string; readonly completion: Completion }
  | { readonly custom_id: string; readonly failure: CodedError; readonly billed: boolean };

/**
 * The port to a vendor's batch API: questions go in together and are answered within 24 hours at half the price. Every
 * method is one exchange without retries; what fails as a whole is a CodedError as in `LanguageModel`.
 */
export type VendorBatch = {
  /** Hands the questions in; gives the vendor's id of the batch. */
  submit(requests: readonly BatchedRequest[], signal: AbortSignal): Promise<string>;
  /** Whether it has ended, by itself, by its age or because it was called off. */
  hasEnded(vendor_batch_id: string, signal: AbortSignal): Promise<boolean>;
  /** What became of the questions, in any order; those without an answer may be missing. Only for one that has ended. */
  results(vendor_batch_id: string, signal: AbortSignal): Promise<readonly BatchedResult[]>;
  /** Calls it off; what is answered already stays answered. */
  cancel(vendor_batch_id: string, signal: AbortSignal): Promise<void>;
};

/** No file of results that we ask for comes near this many bytes. */
export const largestResultsBytes = 64_000_000;
