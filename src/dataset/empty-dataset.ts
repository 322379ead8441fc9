/** What the user is told of a dataset that gave no row, which may be asked wrongly. */
export function emptyDatasetWarning(dataset: string): string {
  return `Dataset "${dataset}" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing.`;
}
