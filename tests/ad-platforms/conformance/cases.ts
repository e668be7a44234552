import type { ConformanceCase } from './conformance-case.ts';
import { conversionCases } from './conversion-cases.ts';
import { creativeCases } from './creative-cases.ts';
import { credentialCases } from './credential-cases.ts';
import { mishapCases } from './mishap-cases.ts';
import { readingCases } from './reading-cases.ts';
import { writingCases } from './writing-cases.ts';

/** Every promise of the port, by topic. */
export const conformanceCases: Readonly<Record<string, readonly ConformanceCase[]>> = {
  reading: readingCases,
  writing: writingCases,
  mishaps: mishapCases,
  credentials: credentialCases,
  creatives: creativeCases,
  conversions: conversionCases,
};
