import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readCalibration } from '../../../../db/queries/calibrations.ts';
import { readTrackRecord } from '../../../../db/queries/track-record.ts';
import type { CalibrationPoints } from '../../../reasoning/index.ts';

/** What a tenant's own measured outcomes say of confidence. Null where there are too few of them. */
export type OutcomeRecord = {
  calibration(): Promise<CalibrationPoints | null>;
  /** How often it was right when it was this sure. */
  rightWhen(confidence: number): Promise<Recommendation['confidence_record']>;
};

/** Reads the record of one tenant; each question is a transaction of its own. */
export function outcomeRecordOf(database: Database, tenant_id: string): OutcomeRecord {
  return {
    calibration: () => withTenant(database, tenant_id, (tx) => readCalibration(tx)),
    rightWhen: (confidence) => withTenant(database, tenant_id, (tx) => readTrackRecord(tx, confidence)),
  };
}
