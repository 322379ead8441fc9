import type { Settings } from '../../config/settings.ts';
import { emptyDatasetWarning } from '../../dataset/empty-dataset.ts';
import { connectorError } from '../../errors/connector-error.ts';
import type { Reporter } from '../../protocol/reporter.ts';
import type { Counts } from '../range/counts.ts';

export interface ProvenStream {
  readonly datasetId: string;
  readonly settings: Settings;
  readonly isContinued: boolean;
  readonly reporter: Reporter;
}

/** A dataset whose rows all lack the time is none; one without rows may be asked wrongly. Errors: time_field_missing. */
export function proveTimes(counts: Counts, stream: ProvenStream): void {
  const { datasetId: dataset, settings, isContinued, reporter } = stream;
  if (counts.untimed > counts.nullTimes && counts.untimed === counts.received - counts.outside) {
    throw connectorError('time_field_missing', { dataset, field: settings.endpoint.timeField });
  }
  if (counts.emitted > 0 || isContinued) return;
  reporter.log('WARN', emptyDatasetWarning(dataset));
}
