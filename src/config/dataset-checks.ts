import type { DraftConfig } from './draft.ts';
import { parseDuration, parseMoment } from './moments.ts';
import { foundValue, type Violation } from './violation.ts';

interface NamedDataset {
  readonly dataset_id?: string;
  readonly name?: string;
}

/** The name of a dataset's stream: its own, else `dataset` if it is the only one, else one made of its identifier. */
export function streamName({ dataset_id = '', name }: NamedDataset, count: number): string {
  return name ?? (count === 1 ? 'dataset' : `dataset_${dataset_id}`);
}

/** What spec.json cannot say about the datasets and the times. */
export function datasetViolations(draft: DraftConfig): Violation[] {
  return [...(draft.datasets ?? []).flatMap(idViolations), ...nameViolations(draft), ...timeViolations(draft)];
}

function idViolations({ dataset_id, name }: NamedDataset, index: number): Violation[] {
  const violations: Violation[] = [];
  // An address drops the segments "." and "..", also when they are escaped, and cannot hold half of a character.
  if (dataset_id !== undefined && (dataset_id.trim() === '' || /^\.{1,2}$|\p{Cs}/u.test(dataset_id))) {
    violations.push({
      key: `datasets[${index}].dataset_id`,
      found: foundValue(dataset_id),
      expected: 'the identifier of a dataset',
    });
  }
  if (name !== undefined && (name.trim() !== name || /\p{Cc}/u.test(name))) {
    const expected = 'a name without blanks around it and without control characters';
    violations.push({ key: `datasets[${index}].name`, found: foundValue(name), expected });
  }
  return violations;
}

function nameViolations({ datasets = [] }: DraftConfig): Violation[] {
  const first = new Map<string, number>();
  return datasets.flatMap((dataset, index) => {
    // Without an identifier, which is a violation of its own, there is no default to compare.
    if (dataset.dataset_id === undefined && dataset.name === undefined) return [];
    const name = streamName(dataset, datasets.length);
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    const found = `makes a second stream ${JSON.stringify(name)}`;
    return [{ key: `datasets[${index}].name`, found, expected: `another name than that of datasets[${earlier}]` }];
  });
}

function timeViolations({ start_time, end_time, lookback_window }: DraftConfig): Violation[] {
  const start = start_time === undefined ? undefined : parseMoment(start_time);
  const end = end_time === undefined ? undefined : parseMoment(end_time);
  const violations: Violation[] = [];
  const expected = 'a date and time that exist';
  if (start_time !== undefined && start === undefined) {
    violations.push({ key: 'start_time', found: foundValue(start_time), expected });
  }
  if (end_time !== undefined && end === undefined) {
    violations.push({ key: 'end_time', found: foundValue(end_time), expected });
  }
  if (start !== undefined && end !== undefined && end < start) {
    violations.push({
      key: 'end_time',
      found: foundValue(end_time),
      expected: `a time not before start_time (${start_time})`,
    });
  }
  if (parseDuration(lookback_window) === undefined) {
    violations.push({ key: 'lookback_window', found: foundValue(lookback_window), expected: 'a shorter duration' });
  }
  return violations;
}
